"""Decisions: named, reasoned, undone by a later one; two people on one flag do not overwrite each other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from console.web.models import User
from console.web.roles import Role
from ledger import models
from ledger.database import close_ledger
from ledger.decisions import OvertakenError, Said, decide
from ledger.joining import link_decisions

AT = datetime(2026, 3, 20, 9, tzinfo=UTC)


def cluster_of(ad: str) -> str:
    return models.Ad.objects.get(id=ad).cluster_id or ""


def flag_of(ad: str) -> models.Flag:
    return models.Flag.objects.get(cluster_id=cluster_of(ad))


def say(client: Client, kind: str, *, reason: str = "1", ad: str = "kade:1", **fields: Any) -> HttpResponse:
    form = {"kind": kind, "reason": reason, "seen": 0, **fields}
    return client.post(f"/clusters/{cluster_of(ad)}/besluit/", form)  # type: ignore[return-value]  # a test answer


def on_flag(ad: str = "kade:1") -> dict[str, Any]:
    flag = flag_of(ad)
    return {"flag": flag.id, "seen": flag.change}


def waits(client: Client) -> bool:
    return cluster_of("kade:1") in client.get("/werklijst/").content.decode()


def test_charter_11_a_flag_is_confirmed_by_a_named_reviewer_with_a_reason_from_the_list_and_words(
    sign_in: Callable[[str], Client],
) -> None:
    client = sign_in("supervisor")
    assert say(client, "confirm", words="rapport 12", **on_flag()).status_code == 302
    row = models.Decision.objects.get()
    assert (row.kind, row.by) == ("confirm", "tineke")
    assert row.reason == "de advertenties en hun redenen kloppen: rapport 12"
    assert not waits(client)


@pytest.mark.parametrize(
    "form", [{"reason": ""}, {"reason": "9"}, {"flag": ""}, {"seen": ""}, {"kind": "licensed-as", "licence_no": ""}]
)
def test_charter_11_a_decision_without_its_parts_is_none(
    form: dict[str, str], sign_in: Callable[[str], Client]
) -> None:
    answer = say(sign_in("supervisor"), **{"kind": "confirm", **on_flag(), **form})
    assert answer.status_code == 409
    assert not models.Decision.objects.exists()


def test_charter_19_each_decision_is_in_the_audit_chain(sign_in: Callable[[str], Client]) -> None:
    say(sign_in("supervisor"), "dismiss", reason="3", **on_flag())
    row = models.AuditEntry.objects.order_by("-seq")[0]
    assert (row.who, row.what, row.why) == ("tineke", "decision dismiss", "plaats klopt niet")


def test_the_reason_is_kept_in_dutch_whatever_the_language_of_the_page(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("supervisor")
    client.post("/taal/", {"language": "en"})
    say(client, "dismiss", reason="3", **on_flag())
    assert models.Decision.objects.get().reason == "plaats klopt niet"


def test_a_decision_is_undone_by_a_new_one(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("supervisor")
    say(client, "dismiss", **on_flag())
    assert not waits(client)
    number = models.Decision.objects.get().pk
    say(client, "withdraw", number=number)
    assert waits(client)
    assert models.Decision.objects.count() == 2
    assert say(client, "withdraw", number=number).status_code == 404


def test_charter_11_who_looked_before_somebody_decided_is_told_and_overwrites_nothing(
    sign_in: Callable[[str], Client],
) -> None:
    colleague = User.objects.create(name="ties", full_name="Ties", role=Role.SUPERVISOR, municipality="GM0344")
    looked = on_flag()
    say(sign_in("supervisor"), "confirm", **looked)
    other = Client()
    other.force_login(colleague)
    answer = say(other, "dismiss", **looked)
    assert answer.status_code == 409
    assert "Iemand anders was u voor" in answer.content.decode()
    assert "tineke" in answer.content.decode()
    assert [row.kind for row in models.Decision.objects.all()] == ["confirm"]


def test_charter_11_of_two_who_decide_at_once_one_is_told(ledger: str) -> None:
    models.Cluster.objects.create(id="c-1", born_at=AT, change=1)
    day = date(2026, 3, 16)
    models.Flag.objects.create(
        id="f-1", cluster_id="c-1", rule="circulating", state="open", since=day, last_held=day, stamp="", change=7
    )
    together = Barrier(4)

    def word(kind: str) -> str:
        said = Said(kind=kind, by=kind, reason="gezien", at=AT, cluster="c-1", rule="circulating")
        together.wait()
        try:
            decide(said, 7)
        except OvertakenError:
            return "told"
        finally:
            close_ledger()
        return "kept"

    with ThreadPoolExecutor(4) as people:
        outcomes = sorted(people.map(word, ["confirm", "dismiss", "confirm", "dismiss"]))
    assert outcomes == ["kept", "told", "told", "told"]
    assert models.Decision.objects.count() == 1


def test_charter_12_not_the_same_reaches_the_linker(sign_in: Callable[[str], Client]) -> None:
    assert say(sign_in("supervisor"), "not the same", a="plein:7", b="kade:1").status_code == 302
    assert [(one.kind, one.a, one.b) for one in link_decisions()] == [("not the same", "kade:1", "plein:7")]


def test_charter_12_same_reaches_the_linker_where_both_may_be_seen(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("supervisor")
    assert say(client, "same", a="kade:1", b="kade:3").status_code == 302
    assert say(client, "same", a="kade:1", b="plein:8").status_code == 404
    assert say(client, "same", a="kade:3", b="plein:8").status_code == 404
    assert [(one.kind, one.a, one.b) for one in link_decisions()] == [("same", "kade:1", "kade:3")]


def test_charter_12_a_number_of_a_go_between_reaches_the_linker(sign_in: Callable[[str], Client]) -> None:
    row = models.Identifier.objects.get(ad="kade:1", kind="phone")
    say(sign_in("supervisor"), "hub", identifier=row.pk)
    assert [(one.kind, one.value) for one in link_decisions()] == [("hub", "+31612345678")]
    other = models.Identifier.objects.get(ad="plein:8", kind="phone")
    assert say(sign_in("supervisor"), "hub", identifier=other.pk).status_code == 404


def test_licensed_as_wants_a_licence_of_the_own_register(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("supervisor")
    assert say(client, "licensed-as", licence_no="BR-1").status_code == 404
    assert say(client, "licensed-as", licence_no="UT-1").status_code == 302
    assert models.Decision.objects.get().licence_no == "UT-1"


def test_a_flag_of_another_cluster_is_not_decided_on_here(sign_in: Callable[[str], Client]) -> None:
    assert say(sign_in("supervisor"), "confirm", **on_flag("plein:8")).status_code == 404


def test_charter_18_urgent_closes_the_cluster_for_all_but_the_liaison_who_can_take_it_back(
    sign_in: Callable[[str], Client],
) -> None:
    supervisor, liaison, cluster = sign_in("supervisor"), sign_in("liaison"), cluster_of("kade:1")
    photo = models.Photo.objects.filter(version__ad="kade:1")[0].image_id
    assert say(supervisor, "urgent").status_code == 302
    assert supervisor.get(f"/clusters/{cluster}/").status_code == 403
    assert supervisor.get(f"/clusters/{cluster}/foto/{photo}/").status_code == 403
    assert not waits(supervisor)
    assert cluster in liaison.get("/spoed/").content.decode()
    assert "<img" not in liaison.get(f"/spoed/{cluster}/").content.decode()
    number = models.Decision.objects.get().pk
    form = {"kind": "withdraw", "reason": "1", "seen": 0, "number": number}
    assert liaison.post(f"/spoed/{cluster}/besluit/", form).status_code == 302
    assert supervisor.get(f"/clusters/{cluster}/").status_code == 200


def test_charter_18_the_liaison_sees_the_text_and_confirms(sign_in: Callable[[str], Client]) -> None:
    liaison, cluster, flag = sign_in("liaison"), cluster_of("plein:9"), flag_of("plein:9")
    assert "Nieuw in de stad." in liaison.get(f"/spoed/{cluster}/").content.decode()
    assert "langer dan een dag" in liaison.get("/spoed/").content.decode()
    form = {"kind": "confirm", "reason": "1", "flag": flag.id, "seen": flag.change}
    assert liaison.post(f"/spoed/{cluster}/besluit/", form).status_code == 302
    assert "bevestigd" in liaison.get("/spoed/").content.decode()
