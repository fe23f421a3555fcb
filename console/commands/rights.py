"""`peil rights`: what a person in an ad may ask, by number, address, photo or account."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from console.terminal import screen

if TYPE_CHECKING:
    from console.rights import Request

Number = Annotated[str, typer.Option("--number", help="A telephone number, however it is written.")]
Url = Annotated[str, typer.Option("--url", help="The address of an ad.")]
PhotoFile = Annotated[Path | None, typer.Option("--photo", help="A photo as a file, as the ad showed it.")]
Account = Annotated[str, typer.Option("--account", help="site:account.")]
Reason = Annotated[str, typer.Option("--reason", help="The request by its reference, without the data; noted.")]
Letter = Annotated[Path | None, typer.Option("--letter", help="Write the letter: a text, or a page by its .html.")]
By = Annotated[str, typer.Option("--by", help="Who handles it; your user name if not said.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(
        no_args_is_help=True, help="What a person in an ad may ask: access, correction, objection, erasure."
    )
    group.command("show")(show)
    group.command("rectify")(rectify)
    group.command("object")(object_)
    group.command("erase")(erase)
    app.add_typer(group, name="rights")


def show(
    reason: Reason,
    number: Number = "",
    url: Url = "",
    photo: PhotoFile = None,
    account: Account = "",
    letter: Letter = None,
    by: By = "",
) -> None:
    """Everything that is held of a person, as a letter to them."""
    from console.rights import show as shown  # noqa: PLC0415 - opens Django

    _say(shown(_request("rights show", (number, url, photo, account), (by, reason), letter)))


def rectify(
    reason: Reason,
    number: Number = "",
    url: Url = "",
    photo: PhotoFile = None,
    account: Account = "",
    statement: Annotated[str, typer.Option("--statement", help="Words of the person, to stand by their ads.")] = "",
    not_theirs: Annotated[
        list[str] | None, typer.Option("--not-theirs", help="An ad (site:ref) of somebody else.")
    ] = None,
    letter: Letter = None,
    by: By = "",
) -> None:
    """Note a person's words at their ads, or part them from an ad that is not theirs; both stick."""
    from console.rights import rectify as rectified  # noqa: PLC0415 - opens Django

    request = _request("rights rectify", (number, url, photo, account), (by, reason), letter)
    _say(rectified(request, statement, not_theirs or ()))


def object_(
    reason: Reason,
    number: Number = "",
    url: Url = "",
    photo: PhotoFile = None,
    account: Account = "",
    statement: Annotated[str, typer.Option("--statement", help="What the person objects to.")] = "",
    answered: Annotated[
        bool, typer.Option("--answered", help="The objection was weighed; the reason says how.")
    ] = False,
    letter: Letter = None,
    by: By = "",
) -> None:
    """Hold a person's ads back while an objection is weighed: stored, shown nowhere, judged by no rule."""
    from console.rights import answer_objection, object_to  # noqa: PLC0415 - opens Django

    what = "rights objection answered" if answered else "rights object"
    request = _request(what, (number, url, photo, account), (by, reason), letter)
    _say(answer_objection(request) if answered else object_to(request, statement))


def erase(
    reason: Reason,
    number: Number = "",
    url: Url = "",
    photo: PhotoFile = None,
    account: Account = "",
    confirmed_too: Annotated[bool, typer.Option("--confirmed-too", help="Ads of confirmed cases as well.")] = False,
    many: Annotated[bool, typer.Option("--many", help="Even where that is more than a hundred ads.")] = False,
    letter: Letter = None,
    by: By = "",
) -> None:
    """Wipe everything of a person, everywhere, and keep them out of later crawls by keyed tokens alone."""
    from console.rights import erase_all  # noqa: PLC0415 - opens Django

    request = _request("rights erase", (number, url, photo, account), (by, reason), letter)
    told, done = erase_all(request, confirmed_too=confirmed_too, many=many)
    _say(told)
    screen.print(f"search: {done.index}", markup=False)


def _request(
    what: str, asked: tuple[str, str, Path | None, str], said: tuple[str, str], letter: Path | None
) -> "Request":
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from console.rights import Request  # noqa: PLC0415 - opens Django
    from console.subjects import Asked, copies_of, find  # noqa: PLC0415 - opens Django
    from console.wiping import Ordered  # noqa: PLC0415 - opens Django

    deployment = opened()
    by, reason = said
    ordered = Ordered(by or getpass.getuser(), what, reason, now())
    given = Asked(*asked)
    found = find(given.subject(), copies_of(deployment.runs, given.photo))
    return Request(deployment, found, ordered, letter)


def _say(paragraphs: list[str]) -> None:
    for paragraph in paragraphs:
        screen.print(paragraph, markup=False)
