"""`peil link` on files: the table's form in, lines out, every mistake with its line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from enrichment.linking.files import link_file
from peil.errors import SourceError, SourceErrors
from peil.records.joined import ImagePrint

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_lines(*lines: object, name: str = "ads.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines))
        return path

    return write_lines


def row(name: str, **more: object) -> dict[str, object]:
    return {"id": name, "site": "alfa", "account": None, "seen_at": "2025-01-01T10:00:00Z", "phones": [], **more}


def test_lines_come_in_the_order_of_the_input_one_for_each(write: Write) -> None:
    path = write(row("b", phones=["+31612345678"]), row("c"), row("a", phones=["+31612345678"]))
    lines = list(link_file(path).cluster_lines())
    assert [line["id"] for line in lines] == ["b", "c", "a"]
    assert lines[0]["cluster"] == lines[2]["cluster"] != lines[1]["cluster"]


def test_several_looks_at_one_ad_are_one_ad(write: Write) -> None:
    path = write(
        row("a", phones=["+31612345678"], seen_at="2025-01-01T10:00:00"),
        row("b", phones=["+31687654321"]),
        row("a", phones=["+31687654321"], seen_at="2025-02-01T11:00:00+01:00"),
    )
    found = link_file(path)
    assert found.ids == ("a", "b", "a")
    assert len(set(found.linked.clusters.values())) == 1


def test_a_number_joins_only_when_its_use_is_links(write: Write) -> None:
    uses = ["links", "shown", "ambiguous"]
    rows = [
        row(f"{use}{n}", phones=[{"e164": f"+3161234567{uses.index(use)}", "use": use}]) for use in uses for n in (1, 2)
    ]
    clusters = link_file(write(*rows)).linked.clusters
    assert [clusters[f"{use}1"] == clusters[f"{use}2"] for use in uses] == [True, False, False]


def test_photos_join_by_pdq_alone_straight_or_mirrored(write: Write, make_photo: Callable[[str], ImagePrint]) -> None:
    photos = [make_photo(name).pdq for name in ("lamp", "lamp mirrored~6")]
    path = write(*(row(str(n), images=[{"pdq": pdq.upper()}]) for n, pdq in enumerate(photos)))
    assert len(set(link_file(path).linked.clusters.values())) == 1


def test_decisions_hubs_and_links_go_in_and_out_as_lines(write: Write) -> None:
    number = "+31612345678"
    ads = write(row("a", phones=[number]), row("b", phones=[number]), row("c", account="u"), row("d", account="u"))
    said = write({"kind": "hub", "identifier_kind": "phone", "value": number}, name="decisions.jsonl")
    found = link_file(ads, said)
    (hub,) = found.hub_lines()
    assert hub == {"kind": "phone", "value": number, "reason": "a person said that it is a hub", "ads": 2}
    (line,) = found.link_lines()
    assert (line["a"], line["b"], line["kind"], line["value"]) == ("c", "d", "account", "alfa/u")
    assert line["first_seen"] == "2025-01-01T10:00:00Z"
    json.dumps([line, hub])


def test_every_mistake_of_both_files_is_told_at_once_with_its_line(write: Write) -> None:
    ads = write(row("a"), "{not json", row("b", phones=["0612"]), row("", images=[{"pdq": "xyz"}]))
    said = write({"kind": "same", "a": "a"}, {"kind": "maybe"}, name="decisions.jsonl")
    with pytest.raises(SourceErrors) as caught:
        link_file(ads, said)
    lines = caught.value.sentence().splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        f"{ads}:2",
        f"{ads}:3",
        f"{ads}:4",
        f"{ads}:4",
        f"{said}:1",
        f"{said}:2",
    ]
    assert "one JSON object a line would be right" in lines[0]
    assert "needs the two ads `a` and `b`" in lines[4]


def test_a_file_that_is_not_there_is_a_mistake_of_the_input(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        link_file(tmp_path / "none.jsonl")
