"""Each role logs in and tries everything (charter 13): its own is there, the rest is refused, whatever way it asks."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from elasticsearch import ApiError, AuthorizationException, Elasticsearch, NotFoundError

from index.access.roles import role_for
from index.access.setup import make_publisher_key, put_user, set_up
from index.client import Access, connect
from index.names import KINDS, IndexName, Names
from index.publishing import publish_feed
from index.rebuild import rebuild_feed
from peil.errors import OutsideError, SourceError

if TYPE_CHECKING:
    from conftest import MemoryLedger

pytestmark = pytest.mark.service

PASSWORD = "een-lang-geheim-woord"
OURS, OTHER = "GM0344", "GM0363"
YEAR = 2026


@pytest.fixture
def names(es_client: Elasticsearch, es_prefix: str) -> Iterator[Names]:
    """The names of this test alone; its roles, users, keys and templates go with it."""
    yield Names(es_prefix)
    quiet = es_client.options(ignore_status=[404])
    for role in [name for name in es_client.security.get_role() if name.startswith(es_prefix)]:
        quiet.security.delete_role(name=role)
    for user in [name for name in es_client.security.get_user() if name.startswith(es_prefix)]:
        quiet.security.delete_user(username=user)
    quiet.indices.delete_index_template(name=f"{es_prefix}-*")


@pytest.fixture
def published(es_client: Elasticsearch, names: Names, full_ledger: "MemoryLedger") -> Names:
    """Two municipalities' documents, and the roles of both."""
    list(set_up(es_client, [OURS, OTHER], names, YEAR))
    publish_feed(es_client, full_ledger, names)
    return names


@pytest.fixture
def log_in(es_client: Elasticsearch, published: Names) -> Callable[..., Elasticsearch]:
    """A client of a new user with a role."""

    def as_user(municipality: str = "", role: str = "") -> Elasticsearch:
        user = f"{published.prefix}-{municipality or role}".lower()
        put_user(es_client, user, role_for(municipality, role, published), PASSWORD)
        return connect(Access(_address(es_client), user, PASSWORD))

    return as_user


def _address(client: Elasticsearch) -> str:
    return next(iter(client.transport.node_pool.all())).base_url


def _alias(names: Names, kind: str, gm: str = "") -> str:
    return names.write(IndexName(kind, gm))


READS: dict[str, Callable[[Elasticsearch, str], Any]] = {
    "search": lambda client, index: client.search(index=index),
    "count": lambda client, index: client.count(index=index),
    "get": lambda client, index: client.get(index=index, id="c1"),
    "field caps": lambda client, index: client.field_caps(index=index, fields="*"),
    "terms": lambda client, index: client.terms_enum(index=index, field="cluster"),
    "point in time": lambda client, index: client.open_point_in_time(index=index, keep_alive="1m"),
    "mapping": lambda client, index: client.indices.get_mapping(index=index),
    "validate": lambda client, index: client.indices.validate_query(index=index),
}
WRITES: dict[str, Callable[[Elasticsearch, str], Any]] = {
    "index": lambda client, index: client.index(index=index, document={"cluster": "x"}),
    "delete": lambda client, index: client.delete(index=index, id="c1"),
    "delete by query": lambda client, index: client.delete_by_query(index=index, query={"match_all": {}}),
    "alias": lambda client, index: client.indices.put_alias(index=index, name=f"{index}-x"),
    "remove": lambda client, index: client.indices.delete(index=f"{index}-v1"),
    "mapping": lambda client, index: client.indices.put_mapping(index=index, properties={"x": {"type": "keyword"}}),
    "copy": lambda client, index: client.reindex(source={"index": index}, dest={"index": f"{index}-y"}),
}
CLUSTER: dict[str, Callable[[Elasticsearch], Any]] = {
    "users": lambda client: client.security.get_user(),
    "own role": lambda client: client.security.put_user(username="x", password=PASSWORD, roles=["superuser"]),
    "a key": lambda client: client.security.create_api_key(name="x"),
    "settings": lambda client: client.cluster.put_settings(persistent={"action.auto_create_index": "true"}),
    "snapshots": lambda client: client.snapshot.get_repository(),
}


@pytest.mark.parametrize("kind", ["profiles", "ads", "flags"])
def test_charter_13_a_supervisor_reads_the_own_municipality_and_no_other(
    kind: str, published: Names, log_in: Callable[..., Elasticsearch]
) -> None:
    client = log_in(municipality=OURS)
    assert client.count(index=_alias(published, kind, OURS))["count"] == 2
    assert not _may(lambda: client.count(index=f"{_alias(published, kind, OURS)}-v1")), "through the alias alone"
    for way, ask in READS.items():
        for index in (_alias(published, kind, OTHER), f"{_alias(published, kind, OTHER)}-v1"):
            assert not _may(lambda ask=ask, index=index: ask(client, index)), way


def test_charter_13_a_pattern_over_all_narrows_to_the_own_municipality(
    published: Names, log_in: Callable[..., Elasticsearch]
) -> None:
    client = log_in(municipality=OURS)
    for pattern in (published.pattern, "*", f"{published.prefix}-ads-*"):
        hits = client.search(index=pattern, size=1000)["hits"]["hits"]
        assert hits
        seen = {name for hit in hits if (name := published.read(hit["_index"]))}
        assert {(name.kind if not name.gm else name.gm) for name in seen} <= {OURS, "daily", "displacement", "runs"}


@pytest.mark.parametrize("role", ["manager", "researcher", "liaison"])
def test_charter_13_national_roles_read_no_ad_no_profile_and_no_flag(
    role: str, published: Names, log_in: Callable[..., Elasticsearch]
) -> None:
    client = log_in(role=role)
    for kind in ("profiles", "ads", "flags"):
        for ask in READS.values():
            with pytest.raises(AuthorizationException):
                ask(client, _alias(published, kind, OURS))
    readable = [
        kind for kind in ("daily", "runs") if _may(lambda kind=kind: client.count(index=_alias(published, kind)))
    ]
    assert readable == {"manager": ["daily", "runs"], "researcher": ["runs"], "liaison": []}[role]


@pytest.mark.parametrize(
    "given", [{"municipality": OURS}, {"role": "manager"}, {"role": "researcher"}, {"role": "liaison"}]
)
def test_charter_13_no_role_writes_or_manages_anything(
    given: dict[str, str], published: Names, log_in: Callable[..., Elasticsearch]
) -> None:
    client = log_in(**given)
    for index in (_alias(published, "ads", OURS), _alias(published, "runs")):
        for way, ask in WRITES.items():
            assert not _may(lambda ask=ask, index=index: ask(client, index)), way
    for way, ask in CLUSTER.items():
        assert not _may(lambda ask=ask: ask(client)), way


@pytest.fixture
def kibana_privileges(es_client: Elasticsearch) -> Iterator[None]:
    """What a Kibana registers when it starts, of which these are enough: names, and the actions behind them."""
    actions = {
        "feature_dashboard.read": "dashboard/get",
        "feature_dashboard.all": "dashboard/create",
        "feature_dev_tools.all": "console/use",
        "space_all": "space/manage",
        "space_read": "anything/get",
    }
    known = {name: {"actions": [f"saved_object:{action}"]} for name, action in actions.items()}
    es_client.security.put_privileges(privileges={"kibana-.kibana": known})
    yield
    es_client.security.delete_privileges(application="kibana-.kibana", name=",".join(known))


@pytest.mark.usefixtures("kibana_privileges")
def test_charter_13_a_role_opens_its_own_kibana_space_to_read_and_no_other(
    log_in: Callable[..., Elasticsearch],
) -> None:
    spaces = ("gm0344", "gm0363", "landelijk", "default")
    users = {"supervisor": {"municipality": OURS}, "manager": {"role": "manager"}, "liaison": {"role": "liaison"}}
    clients = {who: log_in(**given) for who, given in users.items()}
    opened = {who: [space for space in spaces if _does(it, "dashboard/get", space)] for who, it in clients.items()}
    assert opened == {"supervisor": ["gm0344"], "manager": ["landelijk"], "liaison": []}
    for action in ("dashboard/create", "console/use", "space/manage", "anything/get"):
        assert not any(_does(it, action, space) for it in clients.values() for space in spaces), action


def _does(client: Elasticsearch, action: str, space: str) -> bool:
    """Asked as Kibana asks before it shows anything."""
    action = f"saved_object:{action}"
    wanted = {"application": "kibana-.kibana", "privileges": [action], "resources": [f"space:{space}"]}
    return bool(client.security.has_privileges(application=[wanted])["has_all_requested"])


def _may(ask: Callable[[], Any]) -> bool:
    try:
        ask()
    except (AuthorizationException, NotFoundError):
        return False
    return True


def test_the_publishers_key_publishes_and_rebuilds_and_does_nothing_else(
    es_client: Elasticsearch, names: Names, full_ledger: "MemoryLedger", tmp_path: Path
) -> None:
    path = tmp_path / "publisher.key"
    said = make_publisher_key(es_client, names, path)
    key = path.read_text()
    assert path.stat().st_mode & 0o077 == 0
    assert key not in said
    client = connect(Access(_address(es_client), key=key))
    assert publish_feed(client, full_ledger, names).complete
    assert rebuild_feed(client, full_ledger, names).complete
    for way, ask in CLUSTER.items():
        assert not _may(lambda ask=ask: ask(client)), way
    with pytest.raises(AuthorizationException):
        client.search(index=".security-7")
    es_client.security.invalidate_api_key(name="peil-publisher")
    with pytest.raises(OutsideError, match="refuses this user"):
        publish_feed(client, full_ledger, names)


def test_a_key_is_never_written_over_a_file_that_is_there(
    es_client: Elasticsearch, names: Names, tmp_path: Path
) -> None:
    path = tmp_path / "publisher.key"
    path.write_text("mine")
    with pytest.raises(SourceError, match="there is a file already"):
        make_publisher_key(es_client, names, path)
    assert path.read_text() == "mine"


def test_setting_up_twice_is_as_once(es_client: Elasticsearch, names: Names) -> None:
    first = list(set_up(es_client, [OURS], names, YEAR))
    roles = es_client.security.get_role(name=f"{names.prefix}-toezicht-gm0344").body
    assert list(set_up(es_client, [OURS], names, YEAR)) == first[:1] + first[2:]
    assert es_client.security.get_role(name=f"{names.prefix}-toezicht-gm0344").body == roles


def test_an_index_made_by_a_slip_is_strict(es_client: Elasticsearch, names: Names) -> None:
    list(set_up(es_client, [], names, YEAR))
    slip = f"{names.prefix}-ads-gm9999-v1"
    es_client.indices.create(index=slip)
    with pytest.raises(ApiError, match="strict"):
        es_client.index(index=slip, document={"ethnicity": "x"})
    assert es_client.indices.get_index_template(name=f"{names.prefix}-*")["index_templates"]
    assert len(es_client.indices.get_index_template(name=f"{names.prefix}-*")["index_templates"]) == len(KINDS)


def test_a_user_keeps_the_roles_it_had(es_client: Elasticsearch, published: Names) -> None:
    user = f"{published.prefix}-twee"
    for role in (role_for(OURS, "", published), role_for("", "manager", published)):
        put_user(es_client, user, role, PASSWORD)
    assert len(es_client.security.get_user(username=user)[user]["roles"]) == 2


@pytest.mark.parametrize(("municipality", "role"), [("", ""), ("GM0344", "manager"), ("", "chief"), ("Utrecht", "")])
def test_a_role_that_is_none_is_said(municipality: str, role: str) -> None:
    with pytest.raises(SourceError):
        role_for(municipality, role, Names())
