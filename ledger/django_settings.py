"""Django's settings, from Peil's own. Read when Django first asks, never before."""

from ledger.database import database_settings
from peil.settings import settings

INSTALLED_APPS = ["ledger"]
DATABASES = {"default": database_settings(settings().database_url)}
TIME_ZONE = "UTC"  # or Django moves the whole process, Scrapy's log too, to Chicago
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SECRET_KEY = settings().secret_key.get_secret_value() or "the command line signs nothing"
