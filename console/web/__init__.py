"""The review console: pages for the municipal desk, by role; every object comes through a helper named after a right.

Its Django has more apps than the ledger alone, so this package is imported before the ledger is.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "console.web.settings")

import ledger  # noqa: F401 - fills Django's registry, from the settings just named
