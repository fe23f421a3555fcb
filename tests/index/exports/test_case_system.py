"""A confirmed cluster for a case system: the fields, lengths and lists of the Zaken and Documenten APIs 1.x."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.exports.case_system import CaseSystem, case_files, is_rsin
from peil.errors import RefusedError, SourceError
from peil.records.exported import ExportedAd, ExportedCluster, ExportedFlag
from peil.records.published import PublishedReason

AT, ON = datetime(2026, 4, 1, 12, tzinfo=UTC), date(2026, 4, 2)
TO = CaseSystem("123456782", "https://catalogi.example/zaaktypen/1", "https://catalogi.example/types/2", "t.dijk")
FLAG = ExportedFlag(
    "no_licence_matched", "Geen vergunning gevonden", "No licence found", "GM0344", date(2026, 3, 1), date(2026, 3, 9),
    (PublishedReason("no_licence", "Geen vergunning.", "No licence."),), AT, "gezien",
)  # fmt: skip


def _ad(ref: str, gm: str) -> ExportedAd:
    return ExportedAd(f"kade:{ref}", f"https://kade.example/{ref}", "kade", "", "", "Rust", AT, AT, (), gm, ())


CLUSTER = ExportedCluster(
    "c-1", AT, "none", "", False, (_ad("1", "GM0344"), _ad("2", "GM0363")),
    (FLAG, replace(FLAG, municipality="GM0363", title_nl="Elders")), (),
)  # fmt: skip
# What the published interfaces ask of the fields that are filled: how long at most, or which values.
LENGTHS = {
    "bronorganisatie": 9, "verantwoordelijkeOrganisatie": 9, "omschrijving": 80, "toelichting": 1000, "titel": 200,
    "zaaktype": 1000, "informatieobjecttype": 200, "auteur": 200, "taal": 3, "bestandsnaam": 255, "formaat": 255,
}  # fmt: skip
CONFIDENTIAL = {
    "openbaar", "beperkt_openbaar", "intern", "zaakvertrouwelijk", "vertrouwelijk", "confidentieel", "geheim",
    "zeer_geheim",
}  # fmt: skip


def _bodies(cluster: ExportedCluster = CLUSTER) -> dict[str, dict[str, object]]:
    return {name: json.loads(content) for name, content in case_files(cluster, "GM0344", TO, ON).items()}


def test_the_fields_that_must_be_there_are_and_none_is_longer_than_allowed() -> None:
    bodies = _bodies()
    must = {
        "zaak.json": {"bronorganisatie", "verantwoordelijkeOrganisatie", "zaaktype", "startdatum"},
        "enkelvoudiginformatieobject.json": {
            "bronorganisatie", "creatiedatum", "titel", "auteur", "taal", "informatieobjecttype",
        },
        "zaakinformatieobject.json": {"titel"},
    }  # fmt: skip
    for name, body in bodies.items():
        assert must[name] <= set(body)
        assert all(len(str(body[field])) <= length for field, length in LENGTHS.items() if field in body)
    assert bodies["zaak.json"]["vertrouwelijkheidaanduiding"] in CONFIDENTIAL


def test_long_names_are_cut_to_what_the_interface_takes() -> None:
    flags = tuple(replace(FLAG, title_nl=f"Een regel met een lange naam {number}") for number in range(80))
    zaak = _bodies(replace(CLUSTER, id="c-" + "7" * 90, flags=flags))["zaak.json"]
    assert (len(str(zaak["omschrijving"])), len(str(zaak["toelichting"]))) == (80, 1000)
    assert len(zaak["kenmerken"][0]["kenmerk"]) == 40  # type: ignore[index]


def test_the_document_is_what_its_size_and_digest_say() -> None:
    document = _bodies()["enkelvoudiginformatieobject.json"]
    page = base64.b64decode(str(document["inhoud"]))
    assert len(page) == document["bestandsomvang"]
    assert hashlib.sha256(page).hexdigest() == document["integriteit"]["waarde"]  # type: ignore[index]


def test_charter_13_nothing_of_another_municipality_goes_along() -> None:
    bodies = _bodies()
    page = base64.b64decode(str(bodies["enkelvoudiginformatieobject.json"]["inhoud"])).decode()
    assert "kade.example/1" in page
    assert not re.search(r"kade\.example/2|Elders", page + str(bodies["zaak.json"]))


def test_charter_11_without_a_confirmed_flag_there_it_is_refused() -> None:
    with pytest.raises(RefusedError, match="no flag of it is confirmed in GM0345"):
        case_files(CLUSTER, "GM0345", TO, ON)


def test_a_flag_over_several_places_concerns_each_of_them() -> None:
    flag = replace(FLAG, municipality="", municipalities=("GM0345", "GM0344"))
    assert case_files(replace(CLUSTER, flags=(flag,)), "GM0345", TO, ON)


@pytest.mark.parametrize(
    "to",
    [replace(TO, rsin="123456789"), replace(TO, case_type="zaaktype"), replace(TO, document_type="http://x.example")],
)
def test_a_reference_that_cannot_be_right_is_refused(to: CaseSystem) -> None:
    with pytest.raises(SourceError):
        case_files(CLUSTER, "GM0344", to, ON)


@given(st.text(max_size=12))
def test_whatever_is_said_to_be_an_rsin_gets_an_answer(text: str) -> None:
    assert is_rsin(text) in (True, False)


def test_one_wrong_digit_makes_no_rsin() -> None:
    assert is_rsin("123456782")
    assert not any(
        is_rsin(f"{'123456782'[:place]}{digit}{'123456782'[place + 1 :]}")
        for place in range(9) for digit in "0123456789" if digit != "123456782"[place]
    )  # fmt: skip
