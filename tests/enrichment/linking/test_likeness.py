"""Texts support other evidence; a text that many write supports nothing."""

from collections.abc import Callable
from datetime import UTC, datetime

from enrichment.linking import LinkOptions, link
from enrichment.linking.likeness import Likeness, compare_texts
from peil.records.joined import ImagePrint, LinkAd

AT = datetime(2026, 1, 1, tzinfo=UTC)
WARM = "Warm welcome in a quiet street, every day from ten until ten, call or send a message first."
OTHER = "New here since this week, only by appointment and never after midnight, ask for the address by message."

MakePhoto = Callable[[str], ImagePrint]


def test_nearly_the_same_words_in_the_same_order_are_alike() -> None:
    assert compare_texts([WARM], [OTHER, WARM.replace("ten", "nine")]) is Likeness.ALIKE


def test_other_words_speak_against_only_where_somebody_is_known_to_repeat_a_text() -> None:
    assert compare_texts([WARM], [OTHER]) is Likeness.UNKNOWN
    assert compare_texts([WARM, WARM], [OTHER]) is Likeness.UNLIKE


def test_short_texts_say_nothing() -> None:
    assert compare_texts(["Call me", "Call me"], ["Call me"]) is Likeness.UNKNOWN


def test_the_beginning_of_a_text_is_known_again_where_a_site_cuts_it_short() -> None:
    whole = " ".join(f"woord{number}" for number in range(60))
    beginning, elsewhere = " ".join(whole.split()[:15]), " ".join(whole.split()[30:45])
    assert compare_texts([whole], [beginning]) is Likeness.ALIKE
    assert compare_texts([whole, whole], [elsewhere]) is Likeness.UNLIKE


def one_shared_photo(make_photo: MakePhoto, text: str) -> list[LinkAd]:
    """Two numbers whose ads share one photo of several; the first repeats its text, the other has the given one."""
    first, second = (tuple(map(make_photo, names)) for names in (["p1", "p2"], ["p1", "q2"]))
    ads = [LinkAd(f"a{n}", "alfa", "u1", phones=("+31612345678",), images=first, text=WARM) for n in range(2)]
    return [*ads, LinkAd("b", "beta", "u2", phones=("+31687654321",), images=second, text=text)]


def test_one_photo_joins_two_numbers_where_the_texts_agree(make_photo: MakePhoto) -> None:
    for text, clusters in ((WARM, 1), (OTHER, 2)):
        assert len(set(link(one_shared_photo(make_photo, text), {}, [], AT).clusters.values())) == clusters


def test_strictly_a_text_beside_many_numbers_supports_nothing(make_photo: MakePhoto) -> None:
    ads = one_shared_photo(make_photo, WARM)
    crowd = [LinkAd(f"c{n}", "gamma", f"v{n}", phones=(f"+3161234000{n}",), text=WARM) for n in range(4)]
    strictly = LinkOptions.strictly()
    assert link(ads, {}, [], AT, strictly).clusters["b"] == link(ads, {}, [], AT, strictly).clusters["a0"]
    clusters = link([*ads, *crowd], {}, [], AT, strictly).clusters
    assert clusters["b"] != clusters["a0"]


def test_strictly_a_number_that_nothing_else_bears_out_joins_nobody() -> None:
    ads = [LinkAd(f"a{n}", "alfa", "u1", phones=("+31612345678",)) for n in range(2)]
    lone = LinkAd("b", "beta", phones=("+31612345678",))
    assert len(set(link([*ads, lone], {}, [], AT).clusters.values())) == 1
    assert len(set(link([*ads, lone], {}, [], AT, LinkOptions.strictly()).clusters.values())) == 2
