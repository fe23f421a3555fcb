"""Snapshots into a folder that Elasticsearch may write, and back; one at a time.

In: a client that may manage snapshots, names. Out: what was done, in words. A snapshot is a convenience: the ledger
makes every index anew. It holds what stood when it was taken, so the one before is removed with it, an erasure removes
all (`peil elasticsearch purge --snapshots`), and right after bringing one back the
command publishes what changed since.
"""

from collections.abc import Iterator
from typing import Any, Final

from elasticsearch import Elasticsearch, NotFoundError

from index.client import answering
from index.indices import aliases_of, behind_aliases, standing
from index.names import IndexName, Names
from peil.errors import OutsideError, SourceError

REPOSITORY: Final = "peil"


def take_snapshot(client: Elasticsearch, names: Names, folder: str, name: str) -> Iterator[str]:
    """Keep this deployment's indices in the folder and drop the snapshots before; raises OutsideError."""
    with answering():
        client.snapshot.create_repository(name=REPOSITORY, repository={"type": "fs", "settings": {"location": folder}})
        before = _known(client, names)
        told = client.options(request_timeout=3600).snapshot.create(
            repository=REPOSITORY,
            snapshot=f"{names.prefix}-{name}",
            indices=names.pattern,
            include_global_state=False,
            wait_for_completion=True,
        )["snapshot"]
        if told["state"] != "SUCCESS":
            raise OutsideError(
                f"the snapshot is {told['state'].lower()}", where=folder, mend="read Elasticsearch's log"
            )
        yield f"snapshot {name}: {len(told['indices'])} indices in {folder}"
        yield from _forgotten(client, names, before)


def forget_snapshots(client: Elasticsearch, names: Names) -> Iterator[str]:
    """Remove every snapshot of this deployment: after an erasure none may stand that was taken before it."""
    with answering():
        yield from _forgotten(client, names, _known(client, names))


def restore_snapshot(client: Elasticsearch, names: Names, name: str) -> Iterator[str]:
    """Bring indices back under new versions and put them behind their aliases; what stood there goes.

    The next publish sends everything again, since these are other indices than the cursors know. Raises SourceError
    where there is no such snapshot.
    """
    snapshot = f"{names.prefix}-{name}"
    with answering():
        if snapshot not in _known(client, names):
            raise SourceError(f"there is no snapshot {name!r}", where="restore", mend=_those(client, names))
        stands = behind_aliases(standing(client, names))
        taken = client.snapshot.get(repository=REPOSITORY, snapshot=snapshot)["snapshots"][0]["indices"]
        renamed = _renamed(names, taken, max((each.name.version or 0 for each in stands.values()), default=0))
        for old, new in renamed.items():
            _bring_back(client, snapshot, names.write(old), names.write(new))
        _swap(client, names, list(renamed.values()), [names.write(each.name) for each in stands.values()])
        yield f"{len(renamed)} indices of snapshot {name} stand; now `peil publish`"


def _bring_back(client: Elasticsearch, snapshot: str, old: str, new: str) -> None:
    client.options(request_timeout=3600).snapshot.restore(
        repository=REPOSITORY,
        snapshot=snapshot,
        indices=old,
        include_aliases=False,
        include_global_state=False,
        rename_pattern="(.+)",
        rename_replacement=new,
        wait_for_completion=True,
    )


def _renamed(names: Names, taken: list[str], above: int) -> dict[IndexName, IndexName]:
    """Each index of a snapshot, and the version above all that stand under which it comes back."""
    read = [found for text in taken if (found := names.read(text)) and found.version]
    return {name: IndexName(name.kind, name.gm, name.year, above + 1) for name in read}


def _swap(client: Elasticsearch, names: Names, new: list[IndexName], old: list[str]) -> None:
    actions: list[dict[str, Any]] = [{"remove_index": {"index": name}} for name in old]
    actions += [{"add": {"index": names.write(name), "aliases": aliases_of(names, name)}} for name in new]
    if actions:
        client.indices.update_aliases(actions=actions)


def _known(client: Elasticsearch, names: Names) -> list[str]:
    try:
        found = client.snapshot.get(repository=REPOSITORY, snapshot=f"{names.prefix}-*")["snapshots"]
    except NotFoundError:
        return []
    return [str(each["snapshot"]) for each in found]


def _those(client: Elasticsearch, names: Names) -> str:
    known = [name.removeprefix(f"{names.prefix}-") for name in _known(client, names)]
    return f"there are: {', '.join(known)}" if known else "take one first"


def _forgotten(client: Elasticsearch, names: Names, snapshots: list[str]) -> Iterator[str]:
    for name in snapshots:
        client.options(request_timeout=3600).snapshot.delete(repository=REPOSITORY, snapshot=name)
        yield f"snapshot {name.removeprefix(f'{names.prefix}-')} removed"
