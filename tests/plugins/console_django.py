"""Django is set up once a process: for the tests with the console's apps, which hold the ledger too.

The environment is left as it was, so that commands which tests start choose for themselves.
"""

import os

import console.web  # noqa: F401 - sets Django up

os.environ.pop("DJANGO_SETTINGS_MODULE")
