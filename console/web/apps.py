"""The console's pages as Django knows them."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Users, assignments, pages."""

    name = "console.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Note sign-ins in the audit chain."""
        from console.web import signing_audit  # noqa: F401, PLC0415 - its receivers need the apps to be ready
