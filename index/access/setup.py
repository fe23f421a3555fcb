"""Elasticsearch made ready: templates, roles, the publisher's key, users; twice is as once.

In: a client that may manage security, names, municipalities. Out: what was made, in words. No password and no key is
ever printed: a key goes into a file that its owner alone can read.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from elasticsearch import Elasticsearch, NotFoundError

from index.access.roles import Role, checked, municipal_role, national_roles, publisher_privileges
from index.client import answering
from index.indices import create
from index.mappings.body import index_body
from index.names import KINDS, MUNICIPAL_KINDS, NATIONAL_KINDS, YEARLY_KINDS, IndexName, Names
from peil.errors import SourceError

_KEY_NAME = "peil-publisher"


def set_up(client: Elasticsearch, municipalities: Sequence[str], names: Names, year: int) -> Iterator[str]:
    """Templates, empty indices and roles for these municipalities and the country; a sentence for each thing made."""
    roles = (*national_roles(names), *(municipal_role(checked(gm), names) for gm in municipalities))
    with answering():
        for kind in KINDS:
            _put_template(client, names, kind)
        yield f"{len(KINDS)} index templates"
        if made := _make_indices(client, municipalities, names, year):
            yield f"{made} empty indices, so that every page has something to look at"
        for role in roles:
            client.security.put_role(name=role.name, **role.body)
            yield f"role {role.name}: {role.body['metadata']['description']}"


def make_publisher_key(client: Elasticsearch, names: Names, path: Path) -> str:
    """Make a key for `peil publish` and write it to a new file of the owner's; the sentence of what was done.

    Raises SourceError where the file is there already: a key is never overwritten unseen.
    """
    with _new_file(path) as file, answering():
        made = client.security.create_api_key(name=_KEY_NAME, role_descriptors=publisher_privileges(names))
        os.write(file, str(made["encoded"]).encode())
    return f"key of the publisher in {path}; set PEIL_ELASTICSEARCH_API_KEY_FILE to it"


def put_user(client: Elasticsearch, user: str, role: Role, password: str) -> str:
    """Give a user of Elasticsearch's own one role, making the user where it is not known."""
    with answering():
        roles = sorted({role.name, *_roles_of(client, user)})
        client.security.put_user(username=user, roles=roles, password=password)
    return f"user {user}: {', '.join(roles)}"


def _roles_of(client: Elasticsearch, user: str) -> list[str]:
    try:
        return list(client.security.get_user(username=user)[user]["roles"])
    except NotFoundError:
        return []


def _put_template(client: Elasticsearch, names: Names, kind: str) -> None:
    """Whatever index is made under this kind's names is strict, even by a slip."""
    alias = f"{names.prefix}-{kind}"
    wide = [f"{alias}-gm*"] if kind in MUNICIPAL_KINDS else [alias, f"{alias}-*"]
    client.indices.put_index_template(name=alias, index_patterns=wide, priority=500, template=index_body(kind))


def _make_indices(client: Elasticsearch, municipalities: Sequence[str], names: Names, year: int) -> int:
    """An index behind every alias that has none yet; how many were made."""
    wanted = [IndexName(kind, gm) for gm in municipalities for kind in MUNICIPAL_KINDS]
    wanted += [IndexName(kind, year=year if kind in YEARLY_KINDS else None) for kind in NATIONAL_KINDS]
    missing = [name for name in wanted if not client.indices.exists_alias(name=names.write(name.read_by))]
    for name in missing:
        create(client, names, replace(name, version=1), alias=True)
    return len(missing)


@contextmanager
def _new_file(path: Path) -> Iterator[int]:
    """A new file that its owner alone can read; gone again where nothing could be written to it."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise SourceError("there is a file already", where=str(path), mend="name a new one, or remove it") from error
    except OSError as error:
        raise SourceError(
            f"this file cannot be made ({error.strerror})", where=str(path), mend="name another"
        ) from error
    try:
        yield file
    except BaseException:
        path.unlink()
        raise
    finally:
        os.close(file)
