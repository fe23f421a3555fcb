"""Folders for `peil judge`: what is read, and every mistake with its place."""

import json
from datetime import date

import pytest

from peil.errors import SourceError, SourceErrors
from rules.files import judge_folder, read_case
from rules.register import CLOSURE_COLUMNS, LICENCE_COLUMNS, POLICY_COLUMNS, licence_rows, read_licences, read_policies

ON = date(2026, 11, 24)
AD = {"id": "a", "cluster": "c1", "site": "alpha.example", "seen_at": "2026-11-20T12:00:00Z"}
GOOD_AD = json.dumps(AD)
LICENCE = "UTR-1,GM0344,raam,Klaproos,,Molenkade,12,3511AB,06-12345678,,,4,2020-01-01,,verleend,"
POLICY = "GM0344,2020-01-01,,licence,,allowed,,21,yes,Nota"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "ads.jsonl").write_text(GOOD_AD + "\n", encoding="utf-8")
    (tmp_path / "licences.csv").write_text(",".join(LICENCE_COLUMNS) + "\n", encoding="utf-8")
    (tmp_path / "policies.csv").write_text(",".join(POLICY_COLUMNS) + "\n", encoding="utf-8")
    return tmp_path


def add(path, *lines):
    with path.open("a", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lines)


def refusals(folder, on=ON):
    with pytest.raises(SourceErrors) as caught:
        judge_folder(folder, on)
    assert caught.value.exit_code == 2
    return [error.sentence().removeprefix(f"{folder}/") for error in caught.value.errors]


def test_registers_may_hold_only_their_header(folder):
    assert judge_folder(folder, ON) == []


def test_lines_have_exactly_the_promised_fields(folder):
    add(folder / "ads.jsonl", json.dumps({**AD, "id": "b", "age": 17}))
    (line,) = judge_folder(folder, ON)
    assert list(line) == ["cluster", "persona", "rule", "municipality", "municipalities", "since", "reasons"]
    assert list(line["reasons"][0]) == ["code", "text_nl", "text_en", "sightings"]
    assert line["reasons"][0]["sightings"] == [{"id": "b", "seen_at": "2026-11-20T12:00:00Z"}]
    every = judge_folder(folder, ON, every=True)
    assert {one["verdict"] for one in every} >= {"holds", "does_not_hold"}
    assert all(one["because"] for one in every if one["verdict"] != "holds")


@pytest.mark.parametrize("name", ["ads.jsonl", "licences.csv", "policies.csv"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    assert refusals(folder) == [f"{name}: no such file, a file with at least its header would be right"]


def test_a_byte_order_mark_is_read(folder):
    for path in folder.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read_case(folder, ON).presences) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("age", "35"),
        ("age", -1),
        ("age", 17.5),
        ("run_short", "no"),
        ("run_short", 1),
        ("home", "true"),
        ("seen_at", "yesterday"),
        ("seen_at", "2026-11-20"),
        ("seen_at", 1790000000),
        ("seen_at", "0001-01-01T00:00:00+14:00"),
        ("municipality", False),
        ("municipality", "Utrecht"),
        ("municipality", "GM9999"),
        ("municipality", "BE:"),
        ("places", ["GM0344", "Utrecht"]),
        ("certainty", "sure"),
        ("setting", "hotel"),
        ("phones", "0612345678"),
        ("phones", [{"e164": "+31612345678", "use": "link"}]),
        ("phones", [{"e164": "0612345678", "use": "links"}]),
        ("signs", ["staff"]),
        ("signs", [{"quote": "team"}]),
        ("address", "Molenkade 12"),
        ("persona", 7),
        ("websites", "klaproos.example"),
        ("cluster", ""),
        ("id", None),
    ],
)
def test_a_wrong_field_is_refused_with_its_line(folder, field, value):
    add(folder / "ads.jsonl", json.dumps({**AD, field: value}))
    (sentence,) = refusals(folder)
    assert sentence.startswith(f"ads.jsonl:2: {field}")


@pytest.mark.parametrize("field", ["id", "cluster", "site", "seen_at"])
def test_a_missing_field_is_refused(folder, field):
    add(folder / "ads.jsonl", json.dumps({name: value for name, value in AD.items() if name != field}))
    assert refusals(folder) == [f"ads.jsonl:2: {field}: missing, the field is required"]


@pytest.mark.parametrize("text", ["{", "[]", "null", "id,cluster", '{"id": "a"} {"id": "b"}'])
def test_a_line_that_is_no_object_is_refused(folder, text):
    add(folder / "ads.jsonl", text)
    assert all(sentence.startswith("ads.jsonl:2: ") for sentence in refusals(folder))


def test_what_is_unknown_may_be_null_or_left_out(folder):
    nothing = dict.fromkeys(["persona", "municipality", "address", "home", "age", "persons", "account", "posted"])
    add(folder / "ads.jsonl", json.dumps({**AD, **nothing}), "", json.dumps({**AD, "one_field_more": 1}))
    assert len(read_case(folder, ON).presences) == 3


def test_one_ad_in_two_clusters_is_refused_and_one_id_at_two_sites_is_not(folder):
    add(folder / "ads.jsonl", json.dumps({**AD, "site": "beta.example", "cluster": "c2"}))
    assert judge_folder(folder, ON) == []
    add(folder / "ads.jsonl", json.dumps({**AD, "cluster": "c2"}))
    assert refusals(folder) == ["ads.jsonl:3: ad a of alpha.example stands in two clusters, c1 was its cluster before"]


def test_all_mistakes_of_all_files_are_told_at_once(folder):
    add(folder / "ads.jsonl", json.dumps({**AD, "age": "x", "home": 1}))
    add(folder / "licences.csv", LICENCE.replace("raam", "winkel"))
    add(folder / "policies.csv", POLICY.replace("licence", "open"))
    add(folder / "decisions.jsonl", "{}")
    places = [sentence.split(": ")[0] for sentence in refusals(folder)]
    assert places == ["ads.jsonl:2"] * 2 + ["licences.csv:2", "policies.csv:2"] + ["decisions.jsonl:1"] * 6


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3511AB", "3511SS"),
        ("3511AB", "0511AB"),
        ("3511AB", "Utrecht"),
        ("GM0344", "GM9999"),
        ("GM0344", "344"),
        ("2020-01-01", "01-01-2020"),
        ("2020-01-01", "2020-02-30"),
        ("2020-01-01", ""),
        (",4,", ",vier,"),
        (",4,", ",-4,"),
        ("verleend", "actief"),
        ("verleend", ""),
        ("UTR-1", ""),
        ("2020-01-01,", "2020-01-01,2019-12-31"),
        ("verleend,", "verleend,,"),
        (",Klaproos", ""),
    ],
)
def test_a_wrong_licence_row_is_refused_with_its_line(folder, old, new):
    add(folder / "licences.csv", LICENCE.replace(old, new, 1))
    assert [sentence.split(": ")[0] for sentence in refusals(folder)] == ["licences.csv:2"]


@pytest.mark.parametrize(("old", "new"), [("allowed", "sometimes"), (",21,", ",old,"), ("yes", "ja"), ("GM0344", "")])
def test_a_wrong_policy_row_is_refused_with_its_line(folder, old, new):
    add(folder / "policies.csv", POLICY.replace(old, new, 1))
    assert [sentence.split(": ")[0] for sentence in refusals(folder)] == ["policies.csv:2"]


def test_empty_fields_of_a_policy_are_unknown(folder):
    add(folder / "policies.csv", "GM0344,2020-01-01,,,,,,,,")
    (policy,) = read_policies(folder / "policies.csv")
    assert (policy.regime, policy.home_work, policy.minimum_age, policy.ad_must_show_licence) == ("unknown",) * 2 + (
        None,
    ) * 2


def test_periods_of_one_licence_may_not_overlap(folder):
    add(
        folder / "licences.csv", LICENCE, LICENCE.replace("UTR-1", "UTR-2"), LICENCE.replace("2020-01-01", "2026-01-01")
    )
    assert refusals(folder) == [
        "licences.csv:4: its period overlaps that of line 2, periods that follow each other would be right"
    ]


def test_periods_may_not_share_a_day_and_may_follow_each_other(folder):
    ended = POLICY.replace("2020-01-01,", "2020-01-01,2021-12-31")
    add(folder / "policies.csv", ended, POLICY.replace("2020-01-01", "2022-01-01"))
    assert len(read_policies(folder / "policies.csv")) == 2
    add(folder / "policies.csv", POLICY.replace("2020-01-01,", "2019-01-01,2020-01-01"))
    assert refusals(folder)[0].startswith("policies.csv:4: its period overlaps that of line 2")


def test_policies_of_merged_municipalities_overlap_only_from_their_merger_on(folder):
    past = [POLICY.replace("GM0344", gm).replace("2020-01-01,", "2020-01-01,2020-12-31") for gm in ("GM0003", "GM0010")]
    add(folder / "policies.csv", *past, POLICY.replace("GM0344", "GM1979").replace("2020-01-01", "2021-01-01"))
    assert [policy.municipality for policy in read_policies(folder / "policies.csv", ON)] == ["GM1979"] * 3
    add(folder / "policies.csv", POLICY.replace("GM0344", "GM0024"))
    assert refusals(folder) == [
        (
            "policies.csv:5: its period overlaps that of line 4 (GM0024 and GM1979 merged), "
            "periods that follow each other would be right"
        )
    ]


def test_a_closure_needs_an_address(folder):
    add(folder / "closures.csv", ",".join(CLOSURE_COLUMNS), "GM0344,,12,2026-01-01,,by-law")
    assert refusals(folder)[0].startswith("closures.csv:2: postcode")


DECISION = {
    "id": "d1", "kind": "dismiss", "cluster": "c1", "rule": "circulating", "municipality": None, "persona": None,
    "licence_no": None, "at": "2026-11-20T12:00:00Z", "by": "Reviewer 1", "reason": "known",
}  # fmt: skip


def test_a_decision_with_nulls_is_read(folder):
    add(folder / "decisions.jsonl", json.dumps(DECISION))
    assert read_case(folder, ON).decisions[0].municipality == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "same"},
        {"rule": "no_such_rule"},
        {"rule": None},
        {"by": ""},
        {"reason": " "},
        {"at": "soon"},
        {"kind": "licensed-as"},
    ],
)
def test_a_wrong_decision_is_refused(folder, wrong):
    add(folder / "decisions.jsonl", json.dumps({**DECISION, **wrong}))
    assert refusals(folder)[0].startswith("decisions.jsonl:1: ")


def test_a_report_tells_each_row_taken_or_refused(folder):
    add(folder / "licences.csv", LICENCE, LICENCE.replace("UTR-1", "UTR-2").replace("3511AB", "3511SA"))
    taken, refused = licence_rows(folder / "licences.csv")
    assert (taken.record.licence_no, taken.errors) == ("UTR-1", ())
    assert refused.record is None
    assert refused.errors[0].where.endswith("licences.csv:3")


def test_columns_that_nobody_asked_for_are_dropped(folder):
    path = folder / "licences.csv"
    path.write_text(
        ",".join((*LICENCE_COLUMNS, "operator")) + "\n" + LICENCE + ",Somebody Somewhere\n", encoding="utf-8"
    )
    (licence,) = read_licences(path)
    assert "Somebody" not in repr(licence)


@pytest.mark.parametrize("header", ["", "licence_no,municipality", ",".join((*LICENCE_COLUMNS, "status"))])
def test_a_wrong_header_is_refused(folder, header):
    (folder / "licences.csv").write_text(header + "\n", encoding="utf-8")
    assert refusals(folder)[0].startswith("licences.csv:1: ")


@pytest.mark.parametrize("name", ["licences.csv", "policies.csv", "closures.csv"])
@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text.replace(",", ";"), "its cells are separated by semicolons, where commas would be right"),
        (lambda text: text.replace(",", "\t"), "its cells are separated by tabs, where commas would be right"),
        (lambda _: "", "the file is empty"),
        (lambda _: "\ufeff\n\n", "the file is empty"),
        (lambda text: text.replace("municipality,", ""), "no column municipality"),
    ],
    ids=["semicolons", "tabs", "empty", "a mark alone", "no municipality"],
)
def test_a_table_of_another_form_is_refused_in_one_sentence(folder, name, change, says):
    columns = {"licences.csv": LICENCE_COLUMNS, "policies.csv": POLICY_COLUMNS, "closures.csv": CLOSURE_COLUMNS}[name]
    (folder / name).write_text(change(",".join(columns) + "\n"), encoding="utf-8")
    assert refusals(folder) == [f"{name}:1: {says}, expected {', '.join(columns)}"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n\n"], ids=["crlf", "cr", "blank lines"])
def test_lines_may_end_as_other_programs_end_them(folder, end):
    (folder / "licences.csv").write_bytes(f"{','.join(LICENCE_COLUMNS)}{end}{LICENCE}{end}".encode())
    (folder / "policies.csv").write_bytes(f"{end}{','.join(POLICY_COLUMNS)}{end}{POLICY}{end}".encode())
    (folder / "ads.jsonl").write_bytes(f"{GOOD_AD}\r\n\r\n{GOOD_AD}\r\n".encode())
    case = read_case(folder, ON)
    assert (len(case.presences), len(case.licences), len(case.policies)) == (2, 1, 1)


def test_a_sign_that_some_take_for_a_line_s_end_is_part_of_its_cell(folder):
    add(folder / "licences.csv", LICENCE.replace("Klaproos", "Klap\u2028roos\x85\x0b"))
    (licence,) = read_case(folder, ON).licences
    assert licence.premises_name == "Klap\u2028roos\x85\x0b".strip()


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5000 + "]" * 5000,
        GOOD_AD[:-1] + ', "x": ' + "[" * 5000 + "]" * 5000 + "}",
        GOOD_AD.replace('"a"', '"\\ud800"'),
    ],
    ids=["nested deep", "nested deep in a field that nobody asked for", "half a sign"],
)
def test_json_that_no_reader_takes_is_refused_with_its_line(folder, text):
    add(folder / "ads.jsonl", text)
    (sentence,) = refusals(folder)
    assert sentence.startswith("ads.jsonl:2: the line: ")


def test_utf_16_is_no_utf_8(folder):
    (folder / "policies.csv").write_bytes((",".join(POLICY_COLUMNS) + "\n").encode("utf-16"))
    assert refusals(folder) == ["policies.csv:1: not UTF-8, save it as UTF-8"]


def test_a_line_break_in_a_cell_does_not_shift_the_lines(folder):
    two = LICENCE.replace("Klaproos", '"Gouden\nKlaproos"')
    add(folder / "licences.csv", two, LICENCE.replace("UTR-1", "UTR-2").replace("verleend", "actief"))
    assert [sentence.split(": ")[0] for sentence in refusals(folder)] == ["licences.csv:4"]


def test_bytes_that_are_no_utf8_are_refused_with_their_line(folder):
    with (folder / "ads.jsonl").open("ab") as file:
        file.write(b'{"id": "caf\xe9"}\n')
    assert refusals(folder) == ["ads.jsonl:2: not UTF-8, save it as UTF-8"]


def test_one_mistake_alone_is_a_source_error_too(tmp_path):
    with pytest.raises(SourceError):
        read_licences(tmp_path / "none.csv")
