"""Signing in and being locked out, noted in the audit chain (charter 19)."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from console.deployment import now
from console.web.models import User
from ledger.audit import append_audit


@receiver(user_logged_in)
def note_sign_in(user: User, **_told: Any) -> None:
    """Somebody is in."""
    append_audit(user.name, "sign in", "", {"role": user.role}, now())


@receiver(user_locked_out)
def note_lock_out(username: str, **_told: Any) -> None:
    """Too many wrong passwords; a name that nobody has is not kept, since it may be a password typed too early."""
    if User.objects.filter(name=username).exists():
        append_audit(username, "locked out", "too many wrong passwords", {}, now())
