"""The fields of `peil-profiles-<gm>`: one cluster as one municipality sees it."""

from typing import Final

from index.mappings.ads import CHANNELS
from index.mappings.fields import MUNICIPALITY, NUMBERS, SEEN, DocumentKind, Field

MATCHES: Final = {"exact": "vergunning", "probable": "mogelijk", "none": "geen", "unknown": "onbekend"}

PROFILES: Final = DocumentKind(
    kind="profiles",
    label="Profielen",
    nl="Eén profiel: advertenties die door gedeelde kenmerken bij elkaar horen, gezien vanuit één gemeente.",
    en="One profile: ads joined by shared identifiers, as one municipality sees them.",
    time_field="last_seen",
    fields=(
        Field("cluster", "code", "Profiel", "vast kenmerk van het profiel", "stable id of the cluster"),
        *MUNICIPALITY,
        Field("municipalities", "code", "Gemeenten", "codes van alle gemeenten waar het actief was", "all its places"),
        *SEEN,
        Field("active", "yes_no", "Actief", "nu zichtbaar in deze gemeente", "seen in this municipality now"),
        Field("sites", "code", "Sites", "sites waarop de advertenties staan", "sites that show its ads"),
        Field("ads", "count", "Advertenties", "aantal advertenties", "number of ads"),
        Field("personas", "count", "Personen", "aantal onderscheiden aanbieders", "number of personas told apart"),
        Field("accounts", "count", "Accounts", "aantal site-accounts", "number of site accounts"),
        *NUMBERS,
        Field("titles", "text", "Titels", "titels van de advertenties", "titles of the ads"),
        Field(
            "licence_match",
            "code",
            "Vergunning",
            "exact, probable, none of unknown",
            "how a licence matches",
            values=MATCHES,
        ),
        Field("licence_no", "name", "Vergunningnummer", "nummer van de gevonden vergunning", "the licence matched"),
        Field("flags", "code", "Signalen", "regels die nu openstaan", "rules that are open now"),
        Field(
            "channels", "code", "Kanalen", "phone, website of een app", "ways of contact of its ads", values=CHANNELS
        ),
        Field("possible_minor", "yes_no", "Mogelijk minderjarig", "titels en nummers afgesloten", "record is closed"),
    ),
)
