"""The ledger as Django knows it."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The one app of the embedded Django project."""

    name = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
