"""Roles with what the free licence has: separate indices, and patterns that name each kind in full (charter 13).

In: names, municipalities. Out: roles as Elasticsearch takes them. A role names aliases and no pattern: what is behind
an alias is read through it alone, and nothing that somebody calls likewise. A liaison has no index: what liaisons
get are sealed exports.
"""

from dataclasses import dataclass
from typing import Any, Final

from index.names import MUNICIPAL_KINDS, IndexName, Names, is_dutch
from peil.errors import SourceError

READING: Final = ("read", "view_index_metadata")
NATIONAL_SPACE: Final = "landelijk"
# Reading in Kibana: lists, dashboards and maps. Nothing that writes, alerts, exports or shows another space.
FEATURES: Final = ("feature_discover.read", "feature_dashboard.read", "feature_maps.read", "feature_visualize.read")
# National figures that supervisors see beside their own: counts of days, crawls and displacement, nobody in them.
_BESIDE_THE_OWN: Final = ("daily", "displacement", "runs")
_NATIONAL: Final = {
    "manager": ("daily", "displacement", "runs", "flows", "tallies"),
    "researcher": ("displacement", "runs"),
    "liaison": (),
}
_DESCRIBED: Final = {
    "manager": "national counts, crawls and displacement; no advertisement",
    "researcher": "displacement and crawls; pseudonymous sets come as exports",
    "liaison": "nothing here; confirmed clusters come as sealed exports",
}


@dataclass(frozen=True, slots=True)
class Role:
    """A role: which aliases it reads, in which Kibana space it reads."""

    name: str
    aliases: tuple[str, ...]
    space: str
    description: str

    @property
    def body(self) -> dict[str, Any]:
        """What the role API takes."""
        indices = [{"names": list(self.aliases), "privileges": list(READING)}] if self.aliases else []
        application = {
            "application": "kibana-.kibana",
            "privileges": list(FEATURES),
            "resources": [f"space:{self.space}"],
        }
        return {
            "indices": indices,
            "applications": [application] if self.aliases else [],
            "metadata": {"made_by": "peil elasticsearch setup", "description": self.description},
        }


def municipal_role(gm: str, names: Names) -> Role:
    """A supervisor's role: the municipality's own indices, and national figures in which nobody is."""
    own = [names.write(IndexName(kind, gm)) for kind in MUNICIPAL_KINDS]
    beside = [names.write(IndexName(kind)) for kind in _BESIDE_THE_OWN]
    return Role(role_name(names, gm), (*own, *beside), gm.lower(), f"supervisor of {gm}: its own indices")


def national_roles(names: Names) -> tuple[Role, ...]:
    """Manager, researcher and liaison."""
    return tuple(
        Role(
            f"{names.prefix}-{name}",
            tuple(names.write(IndexName(kind)) for kind in kinds),
            NATIONAL_SPACE,
            _DESCRIBED[name],
        )
        for name, kinds in _NATIONAL.items()
    )


def role_for(municipality: str, name: str, names: Names) -> Role:
    """The role of a municipality's supervisor, or the national one of this name; raises SourceError."""
    if bool(municipality) == bool(name):
        raise SourceError("a user is given one role", where="role", mend="give --municipality or --role")
    if municipality:
        return municipal_role(checked(municipality), names)
    found = {f"{names.prefix}-{known}": role for known, role in zip(_NATIONAL, national_roles(names), strict=True)}
    if (wanted := f"{names.prefix}-{name}") not in found:
        raise SourceError(f"{name!r} is no role", where="role", mend=f"one of {', '.join(_NATIONAL)}")
    return found[wanted]


def checked(gm: str) -> str:
    """The code, if it is a municipality's; raises SourceError."""
    if not is_dutch(gm):
        raise SourceError(f"{gm!r} is no municipality's code", where="municipality", mend="such as GM0344")
    return gm


def role_name(names: Names, gm: str) -> str:
    """The name of a municipality's role: `peil-toezicht-gm0344`."""
    return f"{names.prefix}-toezicht-{gm.lower()}"


def publisher_privileges(names: Names) -> dict[str, Any]:
    """What `peil publish` needs and no more: this deployment's indices, and to see that the cluster is there."""
    return {
        "peil_publisher": {
            "cluster": ["monitor"],
            "indices": [{"names": [names.pattern], "privileges": ["manage", "read", "write"]}],
        }
    }
