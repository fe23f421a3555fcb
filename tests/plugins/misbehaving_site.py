"""The server of named misbehaviours, loaded by its path since `tests` is no package, with all that stands beside it."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

_FOLDER = Path(__file__).parent.parent / "site"


def load_misbehaviours() -> ModuleType:
    """The server's module, once a process, with every behaviour whoever asks first."""
    if "misbehaviours" not in sys.modules:
        module = _load("misbehaviours")
        for more in ("page_kinds", "traps", "sizes"):
            module.BEHAVIOURS.update(_load(more).BEHAVIOURS)
    return sys.modules["misbehaviours"]


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, _FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]
