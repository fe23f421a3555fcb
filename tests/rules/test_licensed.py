"""Which licence a profile says it matches: in force and exact, else probable, else none; unknown without a register."""

from datetime import UTC, date, datetime, timedelta

import pytest

from peil.records.judged import Presence
from peil.records.read import PhoneReading
from peil.records.register import Licence, Period
from rules.case import Case
from rules.licensed import licences_found

ON = date(2026, 5, 18)
NUMBER = PhoneReading("+31612345678", "links", "mobile", "06 12345678")


def a_case(licence: Licence | None, seen_days_ago: int = 1, name: str = "") -> Case:
    at = datetime(2026, 5, 18, 9, tzinfo=UTC) - timedelta(days=seen_days_ago)
    names = (name,) if name else ()
    ad = Presence(
        "1", "c-1", "etalage", at, municipality="GM0344", certainty="exact", phones=(NUMBER,), trade_names=names
    )
    return Case((ad,), (licence,) if licence else (), (), (), ())


def a_licence(**other: object) -> Licence:
    period = Period(date(2025, 1, 1), None)
    plain: dict[str, object] = {"status": "verleend", "phones": ("06 12345678",), **other}
    return Licence("U-1", "GM0344", "club_privehuis", "Huize Zonneschijn", period, **plain)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("case", "answer"),
    [
        (a_case(a_licence()), ("exact", "U-1")),
        (a_case(a_licence(status="ingetrokken")), ("none", "")),
        (a_case(a_licence(phones=("06 87654321",))), ("none", "")),
        (a_case(a_licence(phones=()), name="Huize Zonneschijn"), ("probable", "U-1")),
        (a_case(None), ("unknown", "")),
    ],
    ids=["in force", "withdrawn", "another number", "only the name", "no register"],
)
def test_the_licence_of_a_profile(case: Case, answer: tuple[str, str]) -> None:
    assert [(one.match, one.licence_no) for one in licences_found(case, ON)] == [answer]


def test_a_cluster_that_is_not_active_is_not_spoken_of() -> None:
    assert list(licences_found(a_case(a_licence(), seen_days_ago=20), ON)) == []
