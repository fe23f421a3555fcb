"""The fields of `peil-ads-<gm>`: one advertisement by its latest version."""

from typing import Final

from index.mappings.fields import MUNICIPALITY, NUMBERS, SEEN, DocumentKind, Field

STATUSES: Final = {"present": "zichtbaar", "gone": "verdwenen", "not_public": "niet openbaar"}
CERTAINTIES: Final = {"exact": "zeker", "likely": "waarschijnlijk", "region": "streek", "unknown": "onbekend"}
CHANNELS: Final = {"phone": "telefoon", "website": "eigen website"}

ADS: Final = DocumentKind(
    kind="ads",
    label="Advertenties",
    nl="Eén advertentie op één site, volgens de laatst geziene versie.",
    en="One ad at one site, by the version seen last.",
    time_field="last_seen",
    fields=(
        Field("ad", "code", "Advertentie", "site en kenmerk, `site:ref`", "site and reference, `site:ref`"),
        Field("site", "code", "Site", "de advertentiesite", "the advertisement site"),
        Field("ref", "code", "Kenmerk op de site", "kenmerk dat de site zelf gebruikt", "the site's own reference"),
        Field("url", "code", "Adres op internet", "pagina van de advertentie", "the ad's page"),
        Field("cluster", "code", "Profiel", "profiel waar zij bij hoort", "the cluster it belongs to"),
        Field("persona", "code", "Aanbieder", "aanbieder binnen het profiel", "the persona within the cluster"),
        *MUNICIPALITY,
        Field("place", "name", "Plaats", "plaatsnaam zoals gelezen", "place name as read"),
        Field(
            "certainty",
            "code",
            "Zekerheid plaats",
            "exact, likely, region of unknown",
            "how sure the place is",
            values=CERTAINTIES,
        ),
        Field("postcode4", "code", "Postcode (vier cijfers)", "gebied, nooit nauwkeuriger", "area of the postcode"),
        Field("address", "name", "Adres", "alleen als vaststaat dat het geen thuiswerk is", "never of home work"),
        *SEEN,
        Field(
            "status", "code", "Status", "present, gone of not_public", "present, gone or not_public", values=STATUSES
        ),
        Field("title", "text", "Titel", "titel, nummers afgeschermd", "title, numbers masked"),
        Field("text", "text", "Tekst", "tekst, nummers afgeschermd", "text, numbers masked"),
        Field("price_cents", "cents", "Prijs (centen)", "eerst gelezen prijs in centen", "first price read, in cents"),
        Field("age", "count", "Vermelde leeftijd", "leeftijd volgens de advertentie", "age as the ad states it"),
        *NUMBERS,
        Field("images", "count", "Foto's", "aantal foto's", "number of photos"),
        Field(
            "photos", "code", "Fotobestanden", "kenmerk van elk bestand en van zijn kopieën", "files and their copies"
        ),
        Field("channels", "code", "Kanalen", "phone, website of een app", "ways of contact it offers", values=CHANNELS),
        Field("possible_minor", "yes_no", "Mogelijk minderjarig", "inhoud afgesloten", "content is closed"),
    ),
)
