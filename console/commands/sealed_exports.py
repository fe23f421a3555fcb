"""`peil export police`, `verify`, `key` and `case`: what leaves of confirmed clusters, and how it is checked."""

import getpass
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from console.terminal import print_line, screen
from peil.errors import SourceError

By = Annotated[str, typer.Option("--by", help="Who; your user name if not said.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it is noted in the audit chain.")]
Number = Annotated[int, typer.Argument(help="The number of the export.")]


def add_to(group: typer.Typer) -> None:
    """Add these commands to `peil export`."""
    group.command("verify")(verify)
    group.command("key")(key)
    group.command("case")(case)
    police = typer.Typer(
        no_args_is_help=True, help="Sealed exports of confirmed clusters, approved by a second person."
    )
    for command in (ask, approve, write, revoke):
        police.command()(command)
    police.command("list")(listed)
    group.add_typer(police, name="police")


def ask(
    clusters: Annotated[list[str], typer.Argument(help="Clusters of which a flag is confirmed.")],
    purpose: Annotated[str, typer.Option("--purpose", help="What for.")],
    ground: Annotated[str, typer.Option("--ground", help="The legal ground.")],
    recipient: Annotated[str, typer.Option("--recipient", help="The age public key of who may open it.")],
    days: Annotated[int, typer.Option("--days", min=1, max=365, help="Days after which it is to be destroyed.")] = 30,
    photos: Annotated[bool, typer.Option("--photos", help="Ask for the photos too.")] = False,
    by: By = "",
) -> None:
    """Ask for an export; a second person approves it."""
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from index.exports.police.bundle import recipient_of  # noqa: PLC0415 - with the ones below
    from ledger.police_exports import ask_export  # noqa: PLC0415 - opens Django
    from peil.days import day_of  # noqa: PLC0415 - with the ones above
    from peil.records.exported import ExportRequest  # noqa: PLC0415 - with the ones above

    recipient_of(recipient)
    opened()
    names, last = tuple(dict.fromkeys(clusters)), day_of(now()) + timedelta(days=days)
    asker = by or getpass.getuser()
    number = ask_export(ExportRequest(0, names, purpose, ground, recipient.strip(), photos, last, asker, now()))
    screen.print(f"export {number}: asked by {asker}, to be approved by somebody else", markup=False)


def approve(number: Number, reason: Reason, by: By = "") -> None:
    """Approve an export that somebody else asked for."""
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from ledger.police_exports import approve_export  # noqa: PLC0415 - opens Django

    opened()
    approve_export(number, by or getpass.getuser(), reason, now())
    screen.print(f"export {number}: approved", markup=False)


def write(
    number: Number, out: Annotated[Path, typer.Option("--out", help="The file to write, once.")], by: By = ""
) -> None:
    """Write the sealed file of an approved export."""
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from console.police_export import write_export  # noqa: PLC0415 - opens Django

    digest = write_export(number, out, opened(), by or getpass.getuser(), now())
    screen.print(f"{out}: export {number}, SHA-256 {digest}", markup=False)


def revoke(number: Number, reason: Reason, by: By = "") -> None:
    """Take back an export; a file that went out is listed as one to be destroyed."""
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from ledger.police_exports import revoke_export  # noqa: PLC0415 - opens Django

    opened()
    revoke_export(number, by or getpass.getuser(), reason, now())
    screen.print(f"export {number}: revoked", markup=False)


def listed() -> None:
    """Every export with who asked, who approved, and what became of it, a JSON line each."""
    from console.deployment import opened  # noqa: PLC0415 - opens Django
    from ledger.police_exports import all_exports  # noqa: PLC0415 - opens Django
    from peil.records.plain import to_json  # noqa: PLC0415 - with the ones above

    opened()
    for one in all_exports():
        print_line(to_json(one))


def case(
    cluster: Annotated[str, typer.Argument(help="A cluster of which a flag is confirmed in the municipality.")],
    municipality: Annotated[str, typer.Option("--municipality", help="GM code, such as GM0344.")],
    rsin: Annotated[str, typer.Option("--rsin", help="The municipality's RSIN.")],
    case_type: Annotated[str, typer.Option("--case-type", help="Address of the zaaktype in its catalogue.")],
    document_type: Annotated[str, typer.Option("--document-type", help="Address of the informatieobjecttype.")],
    purpose: Annotated[str, typer.Option("--purpose", help="What for; it is noted in the audit chain.")],
    out: Annotated[Path, typer.Option("--out", help="A new folder.")],
    by: By = "",
) -> None:
    """Write a confirmed cluster as bodies for the Zaken and Documenten APIs of a municipality's case system."""
    from console.case_export import CaseAsked, export_case  # noqa: PLC0415 - opens Django
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from index.exports.case_system import CaseSystem  # noqa: PLC0415 - with the ones above

    if not purpose.strip():
        raise SourceError("says nothing", where="--purpose", mend="a sentence that says what for would be right")
    opened()
    who = by or getpass.getuser()
    to = CaseSystem(rsin, case_type, document_type, who)
    export_case(CaseAsked(cluster, municipality, who, purpose), to, out, now())
    screen.print(f"{out}: {cluster} for the case system of {municipality}", markup=False)


def key() -> None:
    """The public key with which this deployment signs exports: hand it to recipients by another way than a bundle."""
    from console.deployment import opened  # noqa: PLC0415 - opens Django
    from console.police_export import signing_file  # noqa: PLC0415 - opens Django
    from index.exports.police.signing import public_text, signing_key  # noqa: PLC0415 - with the ones above

    screen.print(public_text(signing_key(signing_file(opened()))), markup=False)


def verify(
    file: Annotated[Path, typer.Argument(help="The sealed file.")],
    identity: Annotated[Path, typer.Option("--identity", help="File with your age secret key.")],
    signer: Annotated[str, typer.Option("--signer", help="The public key of who made it, as `peil export key`.")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="Unpack into this new folder, if nothing is wrong.")] = None,
) -> None:
    """Open and check a sealed export, without any ledger; exit 1 names what is wrong."""
    from index.exports.police.verifying import check_bundle  # noqa: PLC0415 - slow to load

    try:
        data, secret = file.read_bytes(), identity.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot be read ({error})", where="--identity or FILE") from error
    lines = [line for line in secret.splitlines() if line.strip() and not line.startswith("#")]
    found = check_bundle(data, lines[0] if lines else "", date.today(), signer)  # noqa: DTZ011 - the reader's own day
    for sentence in found.wrong:
        screen.print(f"wrong: {sentence}", markup=False)
    if found.wrong:
        raise typer.Exit(1)
    if not signer:
        screen.print(f"signed with {found.manifest['signed_with']}: compare it with what you were given", markup=False)
    if out:
        _unpack(found.contents, out)
    screen.print(
        f"{file}: {len(found.contents)} files, as they were made; to be destroyed after {found.manifest['expires']}",
        markup=False,
    )


def _unpack(contents: Mapping[str, bytes], out: Path) -> None:
    try:
        out.mkdir(mode=0o700)
        for name, content in contents.items():
            (out / Path(name).name).write_bytes(content)
            (out / Path(name).name).chmod(0o600)
    except OSError as error:
        raise SourceError(f"cannot be written ({error.strerror})", where=str(out), mend="a new folder") from error
