"""Every address of the console, a line each; a view names the right it needs.

Add a page: a view marked with `@page(Right.…)`, a line here, a line in tests/cases/console_pages.jsonl.
"""

from django.urls import path

from console.web.pages import clusters, log, municipality, rates, search, signing, start, urgent, work

urlpatterns = [
    path("", start.start, name="start"),
    path("aanmelden/", signing.sign_in, name="sign-in"),
    path("afmelden/", signing.sign_out, name="sign-out"),
    path("wachtwoord/", signing.password, name="password"),
    path("taal/", signing.language, name="language"),
    path("sneltoetsen/", signing.shortcuts, name="shortcuts"),
    path("werklijst/", work.work, name="work"),
    path("werklijst/<slug:flag>/", work.take_on, name="take-on"),
    path("clusters/<slug:cluster>/", clusters.cluster, name="cluster"),
    path("clusters/<slug:cluster>/voluit/", clusters.whole, name="cluster-whole"),
    path("clusters/<slug:cluster>/besluit/", clusters.decide, name="decide"),
    path("clusters/<slug:cluster>/bewijs/", clusters.evidence, name="evidence"),
    path("clusters/<slug:cluster>/foto/<slug:sha256>/", clusters.photo, name="photo"),
    path("clusters/<slug:cluster>/foto/<slug:sha256>/voluit/", clusters.photo_whole, name="photo-whole"),
    path("gemeente/", municipality.municipality, name="municipality"),
    path("zoeken/", search.search, name="search"),
    path("regels/", rates.rates, name="rates"),
    path("spoed/", urgent.urgent, name="urgent"),
    path("spoed/<slug:cluster>/", urgent.cluster, name="urgent-cluster"),
    path("spoed/<slug:cluster>/voluit/", urgent.whole, name="urgent-whole"),
    path("spoed/<slug:cluster>/besluit/", urgent.decide, name="urgent-decide"),
    path("logboek/", log.log, name="log"),
]
handler403 = "console.web.pages.start.refused"
handler404 = "console.web.pages.start.missing"
