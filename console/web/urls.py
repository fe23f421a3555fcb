"""Every address of the console, a line each; a view names the right it needs.

Add a page: a view marked with `@page(Right.…)`, a line here, a line in tests/cases/console_pages.jsonl.
"""

from django.urls import path

from console.web.pages import signing, start

urlpatterns = [
    path("", start.start, name="start"),
    path("aanmelden/", signing.sign_in, name="sign-in"),
    path("afmelden/", signing.sign_out, name="sign-out"),
    path("wachtwoord/", signing.password, name="password"),
    path("taal/", signing.language, name="language"),
    path("sneltoetsen/", signing.shortcuts, name="shortcuts"),
]
handler403 = "console.web.pages.start.refused"
handler404 = "console.web.pages.start.missing"
