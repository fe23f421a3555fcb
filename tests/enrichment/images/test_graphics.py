"""A site's own pictures are told by who shows them: placeholders, banners and logos, never a person's photo."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from enrichment.images import fingerprint
from enrichment.images.graphics import Copies, GraphicLimits, alike_to, site_graphics, with_copies
from enrichment.linking import LinkOptions, link
from enrichment.linking.linker import Linked
from peil.records.joined import ImagePrint, LinkAd, Showing

Encode = Callable[..., bytes]
LIMITS = GraphicLimits(on_one_site=5, over_sites=8)


def placeholder() -> Image.Image:
    """A camera struck through, and words that there is no photo."""
    picture = Image.new("RGB", (400, 400), "#e8e8e8")
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((90, 130, 310, 280), 20, fill="#b0b0b0")
    pen.ellipse((150, 155, 250, 255), fill="#e8e8e8", outline="#909090", width=8)
    pen.line((70, 310, 330, 100), fill="#c03030", width=14)
    pen.text((120, 320), "GEEN FOTO", fill="#606060", font_size=28)
    return picture


def banner() -> Image.Image:
    """Wide, with a site's name and a call to place an ad."""
    picture = Image.new("RGB", (728, 180), "#203060")
    pen = ImageDraw.Draw(picture)
    for at in range(9):
        pen.polygon([(at * 90, 180), (at * 90 + 45, 60 + at * 9), (at * 90 + 90, 180)], fill=(60, 40 + at * 20, 160))
    pen.text((40, 30), "Plaats hier uw advertentie", fill="white", font_size=44)
    return picture


def logo() -> Image.Image:
    """Letters in a circle."""
    picture = Image.new("RGB", (256, 256), "white")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((20, 20, 236, 236), fill="#a01850")
    pen.text((70, 90), "ALFA", fill="white", font_size=56)
    return picture


GRAPHICS = {"placeholder": placeholder, "banner": banner, "logo": logo}


def shown(image: str, hands: int, site: str = "alfa", **more: object) -> list[Showing]:
    return [Showing(image, site, f"{site}:{n}", account=f"{site}-{n}", **more) for n in range(hands)]  # type: ignore[arg-type]


def told(showings: Sequence[Showing], copies: Copies | None = None) -> dict[str, str]:
    images = {one.image: None for one in showings}
    return site_graphics(images, showings, copies or Copies(), LIMITS)


def test_one_file_in_many_accounts_of_a_site_is_the_sites_own_and_says_why() -> None:
    assert told(shown("a", 4)) == {}
    assert told(shown("a", 5)) == {"a": "shown by 5 on alfa who have nothing else in common"}


def test_over_sites_it_takes_more() -> None:
    spread = [*shown("a", 4), *shown("a", 3, "beta")]
    assert told(spread) == {}
    assert told([*spread, *shown("a", 1, "gamma")]) == {"a": "shown by 8 on 3 sites who have nothing else in common"}


def test_one_hand_with_many_ads_shows_its_own_photo() -> None:
    assert told([Showing("a", "alfa", f"alfa:{n}", account="one") for n in range(40)]) == {}
    assert told([Showing("a", "alfa", f"alfa:{n}", numbers=("+31600000001",)) for n in range(40)]) == {}


def test_accounts_that_share_numbers_in_a_chain_are_one_hand() -> None:
    chain = [
        Showing("a", "alfa", f"alfa:{n}", f"account {n}", (f"+3160000000{n}", f"+3160000000{n + 1}")) for n in range(9)
    ]
    assert told(chain) == {}


def test_one_account_name_on_two_sites_is_two_hands() -> None:
    assert len(told([Showing("a", f"site {n}", f"site {n}:1", account="anna") for n in range(8)])) == 1


def test_copies_count_together_and_copies_of_copies_do_not() -> None:
    files = [one for n in range(5) for one in [Showing(f"copy {n}", "alfa", f"alfa:{n}")]]
    crowd = Copies.paired([(f"copy {a}", f"copy {b}") for b in range(5) for a in range(b)])
    chain = Copies.paired([(f"copy {n}", f"copy {n + 1}") for n in range(4)])
    assert set(told(files, crowd)) == {f"copy {n}" for n in range(5)}
    assert with_copies({"copy 0": "many"}, chain) == {
        "copy 0": "many",
        "copy 1": "the same picture as copy 0, which is left out",
    }
    assert told(files, chain) == {}


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["alfa", "beta"]), st.integers(0, 9)), max_size=30),
    st.randoms(),
)
def test_the_order_of_showings_changes_nothing(rows: list[tuple[str, str, int]], rng) -> None:  # type: ignore[no-untyped-def]
    showings = [Showing(image, site, f"{site}:{n}", account=str(n)) for image, site, n in rows]
    other = list(showings)
    rng.shuffle(other)
    assert told(showings) == told(other)


@pytest.mark.parametrize("name", GRAPHICS)
def test_a_graphic_saved_anew_is_known_by_its_print_and_a_photo_is_not(
    name: str, scene: Callable[..., Image.Image], as_file: Encode
) -> None:
    known = {"known": fingerprint(as_file(GRAPHICS[name](), "PNG"))}
    again = fingerprint(as_file(GRAPHICS[name](), quality=70))
    photos = {str(seed): fingerprint(as_file(scene(seed))) for seed in range(70, 76)}
    assert alike_to(known, {"again": again, **photos}) == {"again": "the same picture as known, which is left out"}
    assert Copies.near({"again": again, **photos}, known).of == {"again": {"known"}, "known": {"again"}}


@pytest.mark.parametrize("name", GRAPHICS)
def test_what_many_accounts_show_joins_none_of_them(name: str, as_file: Encode) -> None:
    print_ = fingerprint(as_file(GRAPHICS[name](), "PNG"))
    ads = [
        LinkAd(
            f"alfa:{n}",
            "alfa",
            account=f"a{n}",
            phones=(f"+316000010{n:02}",),
            images=(ImagePrint(print_.pdq, print_.quality),),
        )
        for n in range(12)
    ]
    linked = linked_without_history(ads)
    assert len(set(linked.clusters.values())) == len(ads)
    assert [hub.kind for hub in linked.hubs] == ["image"]
    assert all("numbers of their own" in hub.reason for hub in linked.hubs)


def linked_without_history(ads: Sequence[LinkAd]) -> Linked:
    return link(ads, {}, [], datetime(2026, 3, 1, tzinfo=UTC), LinkOptions())
