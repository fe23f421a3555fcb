"""The fields of `peil-moves-<gm>`, one move as an end of it sees it, and of `peil-flows`, their counts by week."""

from typing import Final

from index.mappings.fields import DocumentKind, Field
from index.mappings.national import COVERAGE

_ENDS: Final = (
    Field("from_gm", "code", "Herkomst (code)", "gemeentecode, of land en plaats", "where from"),
    Field("from_name", "code", "Herkomst", "naam van de herkomst", "name of where from"),
    Field("from_location", "point", "Ligging herkomst", "middelpunt van de gemeente", "centre of that municipality"),
    Field("to_gm", "code", "Bestemming (code)", "gemeentecode, of land en plaats", "where to"),
    Field("to_name", "code", "Bestemming", "naam van de bestemming", "name of where to"),
    Field("to_location", "point", "Ligging bestemming", "middelpunt van de gemeente", "its centre"),
    Field("route", "code", "Van en naar", "herkomst en bestemming samen", "where from and where to together"),
)

IN_OR_OUT: Final = {"in": "hierheen", "out": "hiervandaan"}

MOVES: Final = DocumentKind(
    kind="moves",
    label="Verplaatsingen",
    nl="Eén verplaatsing tussen twee gemeenten, gezien vanuit één ervan. Reizen mag; de reden staat er niet.",
    en="One move between two municipalities, as one of them sees it. Travelling is lawful; it says nothing of why.",
    time_field="came",
    fields=(
        Field("move", "code", "Verplaatsing", "vast kenmerk van de verplaatsing", "stable id of the move"),
        Field("cluster", "code", "Profiel", "profiel dat zich verplaatste", "the cluster that moved"),
        Field("persona", "code", "Aanbieder", "aanbieder binnen het profiel", "the persona within the cluster"),
        Field("municipality", "code", "Gemeentecode", "gemeente die dit ziet", "the municipality that sees this"),
        Field("municipality_name", "code", "Gemeente", "naam van die gemeente", "that municipality's name"),
        Field("direction", "code", "Richting", "in of out, gezien vanuit de gemeente", "in or out", values=IN_OR_OUT),
        *_ENDS,
        Field("left", "day", "Laatste dag daar", "laatste dag bij de herkomst", "last day where it came from"),
        Field("came", "day", "Eerste dag hier", "eerste dag bij de bestemming", "first day where it went to"),
        Field(
            "days", "count", "Dagen gezien", "op hoeveel dagen bij de bestemming gezien", "days seen where it went to"
        ),
    ),
)

FLOWS: Final = DocumentKind(
    kind="flows",
    label="Stromen",
    nl="Eén stroom: hoeveel verplaatsingen in één week van de ene naar de andere plaats, met de dekking van die week.",
    en="One flow: how many moves in one week from one place to another, with that week's coverage.",
    time_field="week",
    fields=(
        Field("week", "day", "Week", "maandag van de week van aankomst", "Monday of the week of arrival"),
        *_ENDS,
        Field("moves", "count", "Verplaatsingen", "aantal verplaatsingen", "number of moves"),
        COVERAGE,
    ),
)
