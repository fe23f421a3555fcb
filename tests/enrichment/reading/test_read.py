"""A reading as a whole: what it never holds, that it never fails, and that it is the same everywhere."""

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrichment.read import READING_STAMP, Work, read_ad, read_ads
from enrichment.signatures import likeness, text_signature
from peil.records.read import AdText, Reading

SENSITIVE = ("origin", "ethnic", "nation", "health", "orient", "gender", "race", "relig", "language", "skin", "disease")
TEXT = "Ik ben een lieve dame en ontvang je graag in een rustige kamer vlak bij het centrum van Breda, bel 06-23451987"
ADS = [AdText(str(at), title=f"Lisa {18 + at % 40}", text=f"{TEXT} nummer {at}") for at in range(200)]


def test_charter_07_a_reading_has_no_field_for_what_somebody_is():
    names = [field.name for field in dataclasses.fields(Reading) if field.name != "languages"]
    assert not [name for name in names if any(word in name for word in SENSITIVE)]


@pytest.mark.parametrize("word", ["Nederlandse", "Roemeense", "Poolse", "Colombian", "Thaise", "Turkse", "Transgender"])
def test_charter_07_where_somebody_is_from_is_in_no_field(word):
    found = read_ad(AdText("1", title=f"{word} dame", text=f"Ik ben {word}. I am {word}. Naam: {word}"))
    assert word.lower() not in repr(dataclasses.replace(found, signature=())).lower()


@pytest.mark.parametrize("word", ["Nederlandse", "Duitse", "Franse", "Engelse"])
def test_charter_07_languages_are_those_of_the_text_and_not_of_somebody(word):
    said = AdText("1", text=f"Ik ben een {word} dame en ik spreek vloeiend {word[:-2]} met jou en met mijn gasten")
    assert read_ad(said).languages == ("nl",)


def test_charter_09_what_is_not_said_is_unknown():
    found = read_ad(AdText("1", text="Lieve dame"))
    assert (found.place, found.age, found.persons, found.home, found.setting) == (None, None, None, None, "unknown")
    assert not found.minor


@settings(max_examples=200, deadline=None)
@given(
    st.builds(
        AdText,
        id=st.just("1"),
        country=st.sampled_from(["NL", "BE", "DE"]),
        title=st.text(max_size=80),
        text=st.text(max_size=300),
        phone=st.text(max_size=30),
        city=st.text(max_size=30),
        address=st.text(max_size=40),
        age=st.text(max_size=8),
        price=st.lists(st.text(max_size=12), max_size=3).map(tuple),
        website=st.text(max_size=30),
    )
)
def test_reading_never_fails(ad):
    assert read_ad(ad).id == ad.id


@pytest.mark.parametrize("workers", [2, 8])
def test_workers_change_nothing(workers):
    assert list(read_ads(ADS, Work(workers))) == list(read_ads(ADS))


@pytest.mark.parametrize(
    "words", ["open maandagſ 10-22", "open dİ 10:00-22:00", "zeſ dames", "telegram: ſnap: @roos_x", "½ uur"]
)
def test_letters_that_only_look_like_others_break_nothing(words):
    assert read_ad(AdText("1", title=words, text=words)).id == "1"


def test_the_stamp_names_what_reads():
    assert phonenumbers.__version__ in READING_STAMP


def test_a_signature_is_the_same_under_every_hash_seed():
    program = f"from enrichment.signatures import text_signature; print(text_signature({TEXT!r}))"
    root = Path(__file__).parents[3]
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert said == {f"{text_signature(TEXT)}\n"}


def test_a_signature_ignores_the_number_and_knows_another_text():
    other = "Massagesalon met vier kamers, open van maandag tot en met zaterdag, loop gerust eens bij ons binnen"
    assert likeness(text_signature(TEXT), text_signature(TEXT.replace("06-23451987", "06-87651234"))) == 1
    assert likeness(text_signature(TEXT), text_signature(other)) < 0.2
    assert text_signature("te kort") == ()
