"""A draft as a person gets it: a site file in TOML, each line with what it rests on, doubts marked.

In: what was found. Out: text that load_site accepts. No word of an ad stands in it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawlers.drafting.ad_links import AdLinks
from crawlers.drafting.samples import Choice
from crawlers.hosts import host_name, is_loopback
from crawlers.site_file import AdFields

_WIDTH = 34
_PUBLIC_DELAY_S = 3.0


@dataclass(frozen=True)
class Draft:
    """What the pages of one site came to; `seen` ads were looked at, `next` on a second page too."""

    name: str
    start: str
    language: str
    render: str
    links: AdLinks
    next: str
    next_tried: bool
    fields: Mapping[str, Choice]
    seen: int
    photo_hosts: tuple[str, ...] = ()

    @property
    def doubts(self) -> int:
        """How many lines a person should look at first."""
        return self.toml().count("# look: ")

    def toml(self) -> str:
        """The whole file."""
        return "\n".join([*self._site(), *self._listing(), *self._ad(), *self._floor()]) + "\n"

    def _site(self) -> list[str]:
        host = host_name(urlsplit(self.start).netloc)
        hosts = [f"[{host}]" if ":" in host else host, *self.photo_hosts]
        doubt = "look: the mandate must name the hosts of the photos too" if self.photo_hosts else ""
        return [
            f"# A draft, made from one listing page and {self.seen} ads. Lines marked `look` are uncertain.",
            "# Mend it, then: peil sites check FILE --url ADDRESS",
            "[site]",
            f"name = {_text(self.name)}",
            f"start = [{_text(self.start)}]",
            _line(f"hosts = [{', '.join(map(_text, hosts))}]", doubt),
            'country = "NL"',
            f"language = {_text(self.language)}",
            'schedule = "15 4 * * *"',
            f"render = {_text(self.render)}",
            "",
            "[politeness]",
            f"delay_s = {0.0 if is_loopback(host) else _PUBLIC_DELAY_S}",
            *self._browser(),
        ]

    def _browser(self) -> list[str]:
        if self.render != "browser":
            return []
        waits = _text(self.fields["title"].css.partition("::")[0]) if "title" in self.fields else '"body"'
        return [
            "",
            "[browser]",
            f'list = {{ wait_for = {_text(self.links.css)}, scroll = "end" }}',
            _line(f"ad = {{ wait_for = {waits} }}", "look: what must be there before an ad is read"),
        ]

    def _listing(self) -> list[str]:
        found = f"{len(self.links.urls)} links to ads on the first page"
        said = found if self.links.exact else f"look: {found}, and others"
        lines = ["", "[listing]", _line(f"ad = {_text(self.links.css)}", said)]
        if not self.next:
            return [*lines, "# look: no link to a next page was found; next = a css selector, if there is one"]
        doubt = "" if self.next_tried else "look: it was not tried on a second page"
        return [*lines, _line(f"next = {_text(self.next)}", doubt)]

    def _ad(self) -> list[str]:
        ref = f"ref = {{ url = '{self.links.ref}' }}"
        lines = ["", "[ad]", _line(ref, "tells the addresses on the listing apart")]
        if not self.links.ref:
            lines[-1] = _line('ref = { url = "/([^/?#]+)$" }', "look: nothing tells the addresses apart")
        if "title" not in self.fields:
            lines.append(_line('title = "title"', "look: no headline was found"))
        lines += [self._field(name, choice) for name, choice in self.fields.items()]
        absent = [name for name in AdFields.model_fields if name not in ("ref", *self.fields)]
        return [*lines, f"# look: not found on these ads: {', '.join(absent)}"] if absent else lines

    def _field(self, name: str, choice: Choice) -> str:
        sure = choice.on == self.seen and self.seen > 1
        said = f"on {choice.on} of {self.seen} ads; {choice.why}"
        return _line(f"{name} = {_text(choice.css)}", said if sure else f"look: {said}")

    def _floor(self) -> list[str]:
        half = max(1, len(self.links.urls) // 2)
        return [
            "",
            "[floor]",
            _line(f"ads = {half}", "look: the least that a whole crawl sees; a guess"),
        ]


def _text(value: str) -> str:
    """A TOML string; between single quotes where that spares escapes."""
    if '"' in value and "'" not in value and value.isprintable():
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False)


def _line(setting: str, remark: str) -> str:
    return f"{setting:<{_WIDTH}} # {remark}" if remark else setting
