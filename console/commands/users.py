"""`peil users`: who may sign in to the console, in which role. Passwords are prompted for, never an argument."""

import getpass
from typing import Annotated

import typer

from console.terminal import print_line, screen

Name = Annotated[str, typer.Argument(help="The name to sign in with.")]
RoleName = Annotated[str, typer.Option("--role", help="supervisor, liaison, researcher, manager or auditor.")]
Place = Annotated[str, typer.Option("--municipality", help="GM code of a supervisor's municipality.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(no_args_is_help=True, help="Who may sign in to the console.")
    group.command("add")(add)
    group.command("list")(list_users)
    group.command("role")(role)
    group.command("password")(password)
    group.command("disable")(disable)
    app.add_typer(group, name="users")


def add(
    name: Name,
    full_name: Annotated[str, typer.Option("--full-name", help="The name as decisions and letters show it.")],
    role: RoleName,
    municipality: Place = "",
) -> None:
    """Add a user; the password is asked for."""
    from console.web.accounts import Post, add_user  # noqa: PLC0415 - opens Django, before the ledger

    _open()
    add_user(name, full_name, Post(role, municipality), _asked(), getpass.getuser())
    screen.print(f"{name} may sign in", markup=False)


def list_users(as_json: Annotated[bool, typer.Option("--json", help="A JSON object a line.")] = False) -> None:
    """Every user, with role and municipality."""
    from console.web.models import User  # noqa: PLC0415 - opens Django, before the ledger

    _open()
    for user in User.objects.order_by("name"):
        told = {"name": user.name, "full_name": user.full_name, "role": user.role, "municipality": user.municipality}
        if as_json:
            print_line({**told, "active": user.is_active})
        else:
            state = "" if user.is_active else " (disabled)"
            screen.print(f"{user.name}: {user.role} {user.municipality}".rstrip() + state, markup=False)


def role(name: Name, role: RoleName, municipality: Place = "") -> None:
    """Give a user another role or municipality."""
    from console.web.accounts import Post, change_post  # noqa: PLC0415 - opens Django, before the ledger

    _open()
    change_post(name, Post(role, municipality), getpass.getuser())
    screen.print(f"{name} is {role} {municipality}".rstrip(), markup=False)


def password(name: Name) -> None:
    """Give a user another password; it is asked for."""
    from console.web.accounts import change_password, user_named  # noqa: PLC0415 - opens Django, before the ledger

    _open()
    user_named(name)
    change_password(name, _asked(), getpass.getuser())
    screen.print(f"{name} has another password", markup=False)


def disable(name: Name) -> None:
    """Let a user sign in no more; decisions made under the name stand."""
    from console.web.accounts import disable_user  # noqa: PLC0415 - opens Django, before the ledger

    _open()
    disable_user(name, getpass.getuser())
    screen.print(f"{name} signs in no more", markup=False)


def _open() -> None:
    from console.deployment import opened  # noqa: PLC0415 - opens Django

    opened()


def _asked() -> str:
    asked: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return asked
