"""The fields of the national indices: daily counts, displacement, runs. No number, text or address stands in them."""

from typing import Final

from index.mappings.ads import CHANNELS, STATUSES
from index.mappings.fields import MUNICIPALITY, DocumentKind, Field
from index.mappings.flags import FLAG_STATES
from index.mappings.profiles import MATCHES

COVERAGE: Final = Field("coverage", "share", "Dekking", "deel van het gebruikelijke aanbod dat is gezien", "share seen")

ROLES: Final = {"target": "handhaving", "neighbour": "buurgemeente", "control": "rest van het land"}
SAID: Final = {"displaced": "verplaatst", "not_seen": "niet gezien", "cannot_tell": "niet te zeggen"}
RUN_STATES: Final = {"complete": "volledig", "short": "te kort", "failed": "mislukt"}

DAILY: Final = DocumentKind(
    kind="daily",
    label="Dagtellingen",
    nl="Eén telling: wat op één dag op één site in één gemeente stond, met de dekking van die dag.",
    en="One count: what stood on one day on one site in one municipality, with that day's coverage.",
    time_field="day",
    fields=(
        Field("day", "day", "Dag", "dag volgens Nederlandse tijd", "local day"),
        Field("site", "code", "Site", "de advertentiesite", "the advertisement site"),
        *MUNICIPALITY,
        Field("ads", "count", "Advertenties", "aantal advertenties", "number of ads"),
        Field("clusters", "count", "Profielen", "aantal profielen", "number of clusters"),
        Field("new", "count", "Nieuw", "voor het eerst geziene advertenties", "ads seen for the first time"),
        COVERAGE,
    ),
)

DISPLACEMENT: Final = DocumentKind(
    kind="displacement",
    label="Waterbedeffect",
    nl="Eén meting: de verandering in een gemeente na een handhavingsdatum in haarzelf of in een buurgemeente.",
    en="One measurement: the change in a municipality after an enforcement date there or in a neighbour.",
    time_field="enforced_on",
    fields=(
        Field("enforced_on", "day", "Handhaving op", "dag van de handhaving", "day of the enforcement"),
        Field("enforced_in", "code", "Handhaving in", "GM-code waar is gehandhaafd", "GM code of the enforcement"),
        *MUNICIPALITY,
        Field("role", "code", "Rol", "target, neighbour of control", "target, neighbour or control", values=ROLES),
        Field("before", "share", "Voor", "gemiddeld aantal profielen per week ervoor", "mean clusters a week before"),
        Field("after", "share", "Na", "gemiddeld aantal profielen per week erna", "mean clusters a week after"),
        Field("effect", "share", "Effect", "geschat verschil in profielen per week", "estimated difference a week"),
        Field("effect_low", "share", "Effect (onder)", "ondergrens, 95%", "lower bound, 95%"),
        Field("effect_high", "share", "Effect (boven)", "bovengrens, 95%", "upper bound, 95%"),
        Field("said", "code", "Uitkomst", "displaced, not_seen of cannot_tell", "what is said of it", values=SAID),
        Field("displaced", "share", "Verplaatst", "deel dat bij de buren stond", "share that stood with neighbours"),
        Field("displaced_low", "share", "Verplaatst (onder)", "ondergrens, 95%", "lower bound, 95%"),
        Field("displaced_high", "share", "Verplaatst (boven)", "bovengrens, 95%", "upper bound, 95%"),
        Field("placebo", "share", "Placebo", "deel even ver van nul zonder handhaving", "as far from zero without it"),
        Field("told", "yes_no", "Te melden", "nee bij een gat, sitewijziging of te weinig dekking", "may be reported"),
        Field("why_nl", "text", "Toelichting", "waarom wel of niet", "why or why not, in Dutch"),
        Field("why_en", "text", "Toelichting (Engels)", "waarom wel of niet, Engels", "why or why not, in English"),
        COVERAGE,
        Field("weeks", "count", "Weken", "hele weken ervoor en erna", "whole weeks on either side"),
        Field("measured_on", "day", "Gemeten op", "dag van de meting", "day of the measurement"),
        Field("version", "code", "Versie", "versie van Peil die mat", "version of Peil that measured"),
    ),
)

RUNS: Final = DocumentKind(
    kind="runs",
    label="Verzamelrondes",
    nl="Eén ronde: één keer verzamelen op één site.",
    en="One run: one crawl of one site.",
    time_field="started_at",
    fields=(
        Field("run", "code", "Ronde", "site en begintijd", "site and start"),
        Field("site", "code", "Site", "de advertentiesite", "the advertisement site"),
        Field("started_at", "time", "Begonnen", "begin van de ronde", "start of the run"),
        Field("finished_at", "time", "Afgerond", "einde van de ronde", "end of the run"),
        Field("started_day", "day", "Dag", "dag van het begin, Nederlandse tijd", "local day of the start"),
        Field("state", "code", "Stand", "complete, short of failed", "complete, short or failed", values=RUN_STATES),
        Field("ads", "count", "Advertenties", "aantal aanwezige advertenties", "number of ads present"),
        COVERAGE,
        Field("errors", "count", "Fouten", "aantal fouten bij het verzamelen", "number of errors while crawling"),
    ),
)

# Whatever value is counted, in Dutch; a rule comes with its own title.
TALLIED: Final = STATUSES | MATCHES | FLAG_STATES | CHANNELS | {"urgent": "spoed", "other": "geen spoed"}

TALLIES: Final = DocumentKind(
    kind="tallies",
    label="Standtellingen",
    nl="Eén telling: hoeveel er nu in een gemeente staan van één soort, met de dekking van de laatste rondes.",
    en="One count: how many of one kind and value stand in a municipality now, with the coverage of the last runs.",
    time_field="",
    fields=(
        Field("what", "code", "Telling", "wat is geteld, zoals flags_by_state", "what is counted"),
        Field("value", "code", "Waarde", "waarde waarvan is geteld", "the value counted"),
        Field(
            "label",
            "code",
            "Omschrijving",
            "titel van een regel, anders de waarde",
            "a rule's title, or it",
            values=TALLIED,
        ),
        *MUNICIPALITY,
        Field("number", "count", "Aantal", "hoeveel er staan", "how many stand"),
        COVERAGE,
    ),
)
