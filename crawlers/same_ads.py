"""Which ads of a run were met already: the same ref, or the same canonical address with the same content.

In: refs, canonical addresses, hashes of content. Out: whether it is the first meeting. A canonical address that ads of
different content share is a mistake of the site, and joins nothing.
"""


class SameAds:
    """The ads met in one run."""

    def __init__(self) -> None:
        self._refs: set[str] = set()
        self._contents: dict[str, str] = {}

    def met(self, ref: str) -> bool:
        """Whether an ad of this ref was met."""
        return ref in self._refs

    def believes(self, canonical: str, content: str) -> bool:
        """Whether the address may be an ad's own: nothing else was seen that claims it."""
        return self._contents.get(canonical, content) == content

    def is_new(self, ref: str, canonical: str = "", content: str = "") -> bool:
        """Whether this is the first meeting; it counts as met afterwards."""
        same = ref in self._refs or (bool(canonical) and self._contents.get(canonical) == content)
        self._refs.add(ref)
        if canonical:
            self._contents.setdefault(canonical, content)
        return not same
