"""The table in the middle: models, migrations and the doors to them. The only ORM outside the console.

Django wants its registry filled before a model can be imported; that is done here, from settings that are constants.
Which database is meant is said later, by `ledger.database.open_ledger`.
"""

import os

import django
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ledger.django_settings")
if not apps.app_configs:
    django.setup()
