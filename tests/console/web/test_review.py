"""What a supervisor sees: masked, blurred, of the own municipality; the whole is one click that is on record."""

import io
import re
from collections.abc import Callable

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from console.web.models import User
from console.web.records.reviewing import closed_to_review, flags_to_review
from ledger import models
from ledger.documents.flags import flag_documents
from peil.settings import Settings

NUMBER = re.compile(r"(?:\+316|06|00316|316)[\s.–-]?1234\s?5678|612345678")

# What may be read whole: tables that stay small, and the index of the few readings that state a minor.
SMALL = re.compile(r"SCAN (ledger_decision|ledger_hub|web_\w+|\(?subquery|CONSTANT|U\d USING .*reading_of_a_minor)")


def cluster_of(ad: str) -> str:
    return models.Ad.objects.get(id=ad).cluster_id or ""


def text_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_the_list_holds_the_flags_of_the_own_municipality_and_counts_the_closed_ones(
    sign_in: Callable[[str], Client],
) -> None:
    page = text_of(sign_in("supervisor"), "/werklijst/")
    assert f"/clusters/{cluster_of('kade:1')}/" in page
    assert cluster_of("plein:8") not in page
    assert cluster_of("plein:9") not in page
    assert "1 melding wacht" in page
    assert "1 melding alleen bij de politieliaison" in page


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("?regel=unlicensed_business", True),
        ("?regel=circulating", False),
        ("?dagen=1", False),
        ("?wie=ik", False),
        ("?wie=niemand", True),
        ("?waar=hier", True),
        ("?waar=elders", False),
        ("?regel=x&dagen=-1&blad=abc", True),
        ("?blad=99999999999999999999", True),
    ],
)
def test_the_address_filters_the_list_and_nonsense_in_it_counts_as_nothing(
    asked: str, there: bool, sign_in: Callable[[str], Client]
) -> None:
    page = text_of(sign_in("supervisor"), f"/werklijst/{asked}")
    assert (f"/clusters/{cluster_of('kade:1')}/" in page) == there


def test_a_flag_can_be_taken_on_and_let_go(sign_in: Callable[[str], Client]) -> None:
    client, flag = sign_in("supervisor"), models.Flag.objects.get(cluster_id=cluster_of("kade:1")).id
    client.post(f"/werklijst/{flag}/", {"to": "me"})
    assert "Tineke Toezicht</td>" in re.sub(
        r"<form.*?</form>", "", text_of(client, "/werklijst/?wie=ik"), flags=re.DOTALL
    )
    client.post(f"/werklijst/{flag}/", {"to": "nobody"})
    assert "Met dit filter wacht er niets" in text_of(client, "/werklijst/?wie=ik")


def test_the_list_counts_what_goes_to_elasticsearch(site: Settings) -> None:
    user = User.objects.get(name="tineke")
    documents = [one.record for one in flag_documents(0, {})]
    published = [one for one in documents if one.municipality == "GM0344" and one.state == "open"]  # type: ignore[attr-defined]
    assert flags_to_review(user).count() + closed_to_review(user) == len(published) == 2


def test_charter_14_no_page_holds_a_whole_number_until_it_is_asked_for(sign_in: Callable[[str], Client]) -> None:
    client, path = sign_in("supervisor"), f"/clusters/{cluster_of('kade:1')}/"
    for page in (text_of(client, "/werklijst/"), text_of(client, path)):
        assert not NUMBER.search(page)
    assert "06-12••••78" in text_of(client, path)
    whole = client.post(f"{path}voluit/", {"purpose": "controle", "words": "bezoek"}).content.decode()
    assert NUMBER.search(whole)


def test_charter_14_and_19_the_whole_view_is_on_record_with_its_purpose_before_it_is_given(
    sign_in: Callable[[str], Client],
) -> None:
    client, cluster = sign_in("supervisor"), cluster_of("kade:1")
    client.post(f"/clusters/{cluster}/voluit/", {"purpose": "controle", "words": "bezoek"})
    row = models.AuditEntry.objects.order_by("-seq")[0]
    assert (row.who, row.what, row.why) == ("tineke", "cluster shown whole", "controle: bezoek")
    assert row.facts == {"cluster": cluster, "urgent": False}


def test_charter_14_a_photo_is_blurred_in_its_bytes(sign_in: Callable[[str], Client]) -> None:
    cluster = cluster_of("kade:1")
    sha256 = models.Photo.objects.filter(version__ad="kade:1")[0].image_id
    client = sign_in("supervisor")
    path = f"/clusters/{cluster}/foto/{sha256}/"
    blurred = Image.open(io.BytesIO(client.get(path).content)).convert("L")
    whole = Image.open(io.BytesIO(client.post(f"{path}voluit/", {"purpose": "toezicht"}).content)).convert("L")
    assert _sharpest_edge(blurred) < 20 < _sharpest_edge(whole)
    row = models.AuditEntry.objects.order_by("-seq")[0]
    assert (row.what, row.facts["image"]) == ("photo shown", sha256)


def test_charter_14_a_kept_page_is_inert_in_its_own_frame(sign_in: Callable[[str], Client]) -> None:
    answer = sign_in("supervisor").post(
        f"/clusters/{cluster_of('kade:1')}/bewijs/", {"purpose": "dossier", "ad": "kade:1"}
    )
    assert "Welkom 1" in answer.content.decode()
    assert "<script" not in answer.content.decode()
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert models.AuditEntry.objects.order_by("-seq")[0].what == "evidence shown"


def test_a_page_tells_what_changed_in_a_text(sign_in: Callable[[str], Client]) -> None:
    assert "<ins>Nu ook op zondag.</ins>" in text_of(sign_in("supervisor"), f"/clusters/{cluster_of('kade:1')}/")


def test_an_account_is_told_once_with_the_ads_that_it_joins(sign_in: Callable[[str], Client]) -> None:
    page = text_of(sign_in("supervisor"), f"/clusters/{cluster_of('kade:1')}/")
    (row,) = re.findall(r"<tr>\s*<th[^>]*>account (.*?)</tr>", page, flags=re.DOTALL)
    assert '<span class="value">kade:rozen</span>' in row
    assert "verbindt 2 advertenties" in row
    assert "2 mrt 2026 – 16 mrt 2026" in row


def test_files_of_one_photo_stand_side_by_side_and_none_of_another_cluster(sign_in: Callable[[str], Client]) -> None:
    own = sorted(models.Photo.objects.filter(version__ad__in=("kade:1", "kade:2")).values_list("image_id", flat=True))
    other = models.Photo.objects.filter(version__ad="plein:8")[0].image_id
    for a, b in ((own[0], own[-1]), sorted((own[0], other)), sorted((own[-1], other))):
        told = {"stamp": "1", "how": "same", "distance": 4, "evidence": {}}
        models.PhotoPair.objects.update_or_create(a_id=a, b_id=b, defaults=told)
    models.Link.objects.create(a_id="kade:1", b_id="plein:7", kind="image", value=own[0], evidence="", distance=4)
    page = text_of(sign_in("supervisor"), f"/clusters/{cluster_of('kade:1')}/")
    (beside,) = re.findall(r'<span class="beside">(.*?)</span>', page)
    assert sorted(re.findall(r"/foto/(\w+)/", beside)) == sorted({own[0], own[-1]})
    assert other not in page


def test_a_licensed_cluster_shows_its_licence(sign_in: Callable[[str], Client]) -> None:
    page = text_of(sign_in("supervisor"), f"/clusters/{cluster_of('kade:3')}/")
    assert "Huis Vredenburg" in page
    assert "hoort bij een vergunning" in page


@pytest.mark.parametrize("path", ["/werklijst/", "cluster"])
def test_a_page_asks_the_ledger_as_often_for_many_ads_as_for_few(path: str, sign_in: Callable[[str], Client]) -> None:
    client, cluster = sign_in("supervisor"), cluster_of("kade:1")
    address = f"/clusters/{cluster}/" if path == "cluster" else path
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    _more_ads(cluster, 400)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)
    assert len(many) < 35


@pytest.mark.parametrize("path", ["/werklijst/", "cluster", "/spoed/"])
def test_no_page_reads_a_large_table_whole(path: str, sign_in: Callable[[str], Client]) -> None:
    """SQLite plans without knowing how large its tables are, so that a small ledger shows it."""
    client = sign_in("liaison" if path == "/spoed/" else "supervisor")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/clusters/{cluster_of('kade:1')}/" if path == "cluster" else path)
    assert [line for line in _plans(asked) if line.startswith("SCAN") and not SMALL.match(line)] == []


def _plans(asked: CaptureQueriesContext) -> list[str]:
    queries = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("SELECT")]
    with connection.cursor() as cursor:
        return [line[3] for sql in queries for line in cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]


def _more_ads(cluster: str, number: int) -> None:
    """Copies of an ad of the cluster, each with a version, a reading, an identifier and a link."""
    like = models.Ad.objects.get(id="kade:1")
    version = models.Version.objects.filter(ad=like).order_by("-last_seen")[0]
    seen = {"first_seen": like.first_seen, "last_seen": like.last_seen}
    names = [f"kade:m{n}" for n in range(number)]
    models.Ad.objects.bulk_create(
        models.Ad(id=name, site_id="kade", ref=name, url="", cluster_id=cluster, change=0, **seen) for name in names
    )
    models.Version.objects.bulk_create(
        models.Version(id=f"{name}@1", ad_id=name, title=version.title, text=version.text, **seen) for name in names
    )
    models.Reading.objects.bulk_create(
        models.Reading(version_id=f"{name}@1", stamp="1", municipality="GM0344", body=version.reading.body)
        for name in names
    )
    models.Identifier.objects.bulk_create(
        models.Identifier(ad_id=name, kind="phone", value="+31612345678", **seen) for name in names
    )
    models.Link.objects.bulk_create(
        models.Link(a_id="kade:1", b_id=name, kind="phone", value="+31612345678", evidence="") for name in names
    )
    models.Flag.objects.bulk_create(
        models.Flag(
            id=f"f-{n}", cluster_id=cluster, rule="unlicensed_business", municipality="GM0344", persona=str(n),
            state="open", since=like.first_seen.date(), last_held=like.last_seen.date(), stamp="", change=n,
        )
        for n in range(30)
    )  # fmt: skip


def _sharpest_edge(picture: Image.Image) -> int:
    """The largest step of brightness between neighbours."""
    pixels = np.asarray(picture, dtype=np.int16)
    return int(np.abs(np.diff(pixels, axis=1)).max())
