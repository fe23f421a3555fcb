"""One error class: what is wrong, where, and how to mend it.

In: the facts of a mishap. Out: a sentence a person can act on and an exit code. Never a traceback for bad input.
"""

from collections.abc import Sequence


class PeilError(Exception):
    """Something a person can mend: `what` in one sentence, `where` (FILE:LINE, a setting, a host), `mend`."""

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what, self.where, self.mend = what, where, mend
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """`WHERE: what, mend` on one line, without the parts that are empty."""
        said = f"{self.where}: {self.what}" if self.where else self.what
        return f"{said}, {self.mend}" if self.mend else said


class SettingsError(PeilError):
    """A setting that cannot hold."""

    exit_code = 2


class SourceError(PeilError):
    """Bad input: a file, a line or an argument. `where` is FILE:LINE where there is a line."""

    exit_code = 2


class SourceErrors(SourceError):  # noqa: N818 - several at once
    """All mistakes of one input at once, a line each."""

    def __init__(self, errors: Sequence[SourceError]) -> None:
        self.errors = tuple(errors)
        first = self.errors[0]
        super().__init__(first.what, where=first.where, mend=first.mend)

    def sentence(self) -> str:
        """Every mistake on a line of its own, in the order of the file."""
        return "\n".join(error.sentence() for error in self.errors)


class OutsideError(PeilError):
    """Something outside failed (a site, a server). `permanent` tells whether trying again can help."""

    exit_code = 3

    def __init__(self, what: str, *, where: str = "", mend: str = "", permanent: bool = False) -> None:
        self.permanent = permanent
        super().__init__(what, where=where, mend=mend)


class RefusedError(PeilError):
    """Peil will not do this; `ground` names the protection (such as "charter 1") that forbids it."""

    exit_code = 4

    def __init__(self, what: str, *, ground: str, where: str = "", mend: str = "") -> None:
        self.ground = ground
        super().__init__(what, where=where, mend=mend)


class PeilBug(PeilError):  # noqa: N818 - it is a bug, and is called one
    """A state that the code promises cannot be."""

    exit_code = 70
