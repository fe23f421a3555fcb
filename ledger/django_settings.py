"""Django's settings as far as they are constants. Until a ledger is opened there is no database."""

INSTALLED_APPS = ["ledger"]
DATABASES = {"default": {"ENGINE": "django.db.backends.dummy"}}
TIME_ZONE = "UTC"  # or Django moves the whole process, Scrapy's log too, to Chicago
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
