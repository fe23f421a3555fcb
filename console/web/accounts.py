"""Users, as the operator keeps them: added, given a role, closed; each noted in the audit chain.

In: what the operator says. Out: users. Raises SourceError where a role wants a municipality that was not given, where a
password is too weak, where a name is taken or unknown.
"""

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation

from console.deployment import now
from console.web.models import User
from console.web.roles import Role
from ledger.audit import append_audit
from peil.errors import SourceError
from peil.municipalities import municipalities


@dataclass(frozen=True, slots=True)
class Post:
    """A role, and the municipality of one who works for one."""

    role: str
    municipality: str = ""

    def checked(self) -> "Post":
        """The same; raises SourceError where it cannot be."""
        if self.role not in Role.values:
            raise SourceError(f"{self.role!r} is no role", mend=f"one of {', '.join(Role.values)} would be right")
        if self.role == Role.SUPERVISOR and not self.municipality:
            raise SourceError("a supervisor has a municipality", mend="give --municipality, such as GM0344")
        found = municipalities().get(self.municipality)
        if self.municipality and (found is None or found.valid_to):
            raise SourceError(f"{self.municipality} is no municipality of today", mend="GM0344 would be right")
        if self.municipality and self.role != Role.SUPERVISOR:
            raise SourceError(f"a {self.role} has no municipality", mend="leave --municipality out")
        return self


@transaction.atomic
def add_user(name: str, full_name: str, post: Post, password: str, by: str) -> User:
    """A new user; `password` must pass the rules."""
    post.checked()
    if User.objects.filter(name=name).exists():
        raise SourceError(f"there is a user {name} already", mend="another name would be right")
    user = User(name=name, full_name=full_name, role=post.role, municipality=post.municipality)
    _set_password(user, password)
    user.save()
    append_audit(by, "user added", "", {"user": name, "role": post.role, "municipality": post.municipality}, now())
    return user


@transaction.atomic
def change_post(name: str, post: Post, by: str) -> None:
    """Another role or municipality; it holds from the next request on."""
    user, post = user_named(name), post.checked()
    user.role, user.municipality = post.role, post.municipality
    user.save(update_fields=["role", "municipality"])
    append_audit(by, "role changed", "", {"user": name, "role": post.role, "municipality": post.municipality}, now())


@transaction.atomic
def change_password(name: str, password: str, by: str) -> None:
    """Another password; whoever was signed in under the name is signed out."""
    user = user_named(name)
    _set_password(user, password)
    user.save(update_fields=["password"])
    append_audit(by, "password reset", "", {"user": name}, now())


def note_own_password(user: User) -> None:
    """Somebody gave themselves another password."""
    append_audit(user.name, "password changed", "", {}, now())


@transaction.atomic
def disable_user(name: str, by: str) -> None:
    """Nobody signs in under this name any more; what was decided under it stands."""
    user = user_named(name)
    user.is_active = False
    user.save(update_fields=["is_active"])
    append_audit(by, "user disabled", "", {"user": name}, now())


def user_named(name: str) -> User:
    """The user; raises SourceError where there is none."""
    user = User.objects.filter(name=name).first()
    if user is None:
        raise SourceError(f"there is no user {name}", mend="`peil users list` shows who there is")
    return user


def _set_password(user: User, password: str) -> None:
    try:
        with translation.override("en"):
            validate_password(password, user)
    except ValidationError as error:
        raise SourceError("this password is too weak: " + " ".join(error.messages), mend="another is needed") from error
    user.set_password(password)
