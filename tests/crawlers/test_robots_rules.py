"""robots.txt by RFC 9309 against published expectations, a naive twin, and any bytes at all."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.robots_paths import comparable_path, comparable_pattern, matches
from crawlers.robots_rules import parse_rules

_CASES = Path(__file__).parent.parent / "cases" / "robots"


def _vectors(name: str) -> Any:
    rows = [json.loads(line) for line in (_CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return pytest.mark.parametrize("vector", [pytest.param(row, id=row["why"]) for row in rows])


def _wrong(vector: dict[str, Any]) -> list[str]:
    """The addresses of a vector that are judged otherwise than it expects; `filler` is repeated in its place."""
    times, text = vector.get("filler", (0, ""))
    body = bytes.fromhex(vector.get("first", "")) + vector["robots"].replace("{filler}", times * text).encode()
    rules = parse_rules(body, vector["agent"])
    expected = [(url, True) for url in vector["allowed"]] + [(url, False) for url in vector["closed"]]
    return [url for url, open_ in expected if rules.allows(url.replace("{filler}", times * text)) != open_]


@_vectors("rfc9309")
def test_the_rules_of_rfc_9309_hold(vector: dict[str, Any]) -> None:
    assert _wrong(vector) == []


@_vectors("google")
def test_googles_published_expectations_hold_save_where_the_rfc_says_otherwise(vector: dict[str, Any]) -> None:
    everything = vector["allowed"] + vector["closed"]
    assert _wrong(vector) == (everything if "rfc" in vector else [])


@_vectors("house")
def test_a_slip_of_the_pen_opens_nothing(vector: dict[str, Any]) -> None:
    assert _wrong(vector) == []


def test_as_many_published_vectors_pass_as_the_decision_says() -> None:
    said = (Path(__file__).parents[2] / "docs" / "decisions" / "004-robots-parser.md").read_text(encoding="utf-8")
    for name in ("rfc9309", "google", "house"):
        rows = [json.loads(line) for line in (_CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        whole = sum(len(row["allowed"] + row["closed"]) for row in rows)
        passed = whole - sum(len(_wrong(row)) for row in rows)
        assert re.search(rf"^\| \*\*ours\*\* \|.* {passed}/{whole} \|", said, re.MULTILINE), (name, passed, whole)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("Crawl-delay: 5", 5.0),
        ("crawl-delay:0.5", 0.5),
        ("Crawl-delay: 5\nCrawl-delay: 9\nCrawl-delay: 7", 9.0),
        ("Request-rate: 1/10", 10.0),
        ("Request-rate: 2/1m 0600-0900\nCrawl-delay: 3", 30.0),
        ("Crawl-delay: soon", None),
        ("Crawl-delay: -4", None),
        ("Crawl-delay: nan", None),
        ("Crawl-delay: inf", None),
        ("Request-rate: 0/10", None),
        (f"Request-rate: 1/{'9' * 5000}", None),
        ("User-agent: other\nCrawl-delay: 5", 5.0),
        ("Disallow: /x\nUser-agent: other\nCrawl-delay: 5", None),
    ],
)
def test_the_longest_pause_that_its_group_asks_for_holds(said: str, seconds: float | None) -> None:
    assert parse_rules(f"User-agent: *\n{said}\n".encode(), "Peil").crawl_delay_s == seconds


def test_a_crawler_with_a_group_of_its_own_keeps_that_groups_pause() -> None:
    rules = parse_rules(b"User-agent: *\nCrawl-delay: 60\n\nUser-agent: PEIL\nCrawl-delay: 2\n", "Peil")
    assert rules.crawl_delay_s == 2.0


_LINES = st.sampled_from([b"User-agent: *\n", b"user-agent: peil\r", b"Disallow: /a*$\n", b"Allow: /\xff%2e\r\n", b"#"])


@given(st.lists(st.binary(max_size=30) | _LINES, max_size=30).map(b"".join), st.text(max_size=30))
def test_any_bytes_are_a_file_and_any_path_is_judged(body: bytes, path: str) -> None:
    rules = parse_rules(body, "Peil")
    assert rules.allows(f"http://a.example/{path}") in (True, False)
    assert rules.allows("http://a.example/robots.txt")
    assert rules.crawl_delay_s is None or rules.crawl_delay_s > 0


def _twin(pattern: str, path: str) -> bool:
    """The same by the book: one sign after the other, a star eats nothing or one sign more."""
    if pattern in ("", "$"):
        return pattern == "" or path == ""
    if pattern[0] == "*":
        return _twin(pattern[1:], path) or (path != "" and _twin(pattern, path[1:]))
    return path != "" and path[0] == pattern[0] and _twin(pattern[1:], path[1:])


_PATTERN = st.text("ab/*", max_size=9).flatmap(lambda text: st.sampled_from([f"/{text}", f"/{text}$", f"*{text}"]))
_PATH = st.text("ab/", max_size=10).map(lambda text: f"/{text}")


@given(_PATTERN, _PATH)
def test_a_pattern_matches_what_its_naive_twin_matches(pattern: str, path: str) -> None:
    assert matches(pattern, path) == _twin(pattern, path)


@given(st.lists(st.tuples(st.booleans(), _PATTERN), max_size=8), _PATH)
def test_the_longest_match_is_that_of_a_naive_twin_whatever_the_order(rules: list[tuple[bool, str]], path: str) -> None:
    lines = [f"{'Allow' if opens else 'Disallow'}: {pattern}\n" for opens, pattern in rules]
    asked = f"http://a.example{path}"
    matching = [(len(pattern), opens) for opens, pattern in rules if _twin(pattern, comparable_path(asked))]
    expected = max(matching, default=(0, True))[1]
    for body in ("".join(lines), "".join(reversed(lines))):
        assert parse_rules(f"User-agent: *\n{body}".encode(), "Peil").allows(asked) == expected


@given(st.text(st.characters(exclude_characters="#\t\n\r", exclude_categories=["Cs"]), max_size=20))
def test_a_spelling_that_is_comparable_already_stays_as_it_is(text: str) -> None:
    once = comparable_path(f"http://a.example/{text}")
    assert comparable_path(f"http://a.example{once}") == once
    pattern = comparable_pattern(f"/{text}".encode().decode("latin-1"))
    assert comparable_pattern(pattern) == pattern


def test_a_file_of_ten_thousand_rules_is_judged_in_no_time() -> None:
    body = b"User-agent: *\n" + b"".join(b"Disallow: /*a*b*c%d*z$\n" % number for number in range(10_000))
    rules = parse_rules(body, "Peil")
    began = time.monotonic()
    assert rules.allows("http://a.example/" + "abc" * 300)
    assert time.monotonic() - began < 2.0
