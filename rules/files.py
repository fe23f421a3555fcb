"""`peil judge DIR`: a folder of files in, flags out.

In: ads.jsonl, licences.csv, policies.csv, and closures.csv and decisions.jsonl where they are. Out: a plain line for
each flag, or for each verdict. All mistakes of all files at once; with one mistake there is no output.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from peil.errors import SourceError, SourceErrors
from peil.records.judged import FlagDecision, Presence, Verdict
from peil.records.plain import to_json
from rules.case import Case
from rules.catalogue import RULE_IDS
from rules.judge import verdicts
from rules.lines import DecisionLine
from rules.mistakes import mistakes
from rules.overrides import check_overrides
from rules.register import policy_rows, read_closures, read_licences, records
from rules.repeats import AdReader
from rules.tables import read_text

R = TypeVar("R")
Numbered = tuple[int, R]
_FLAG = ("cluster", "persona", "rule", "municipality", "municipalities", "since", "reasons")


def judge_folder(folder: Path, on: date, every: bool = False) -> list[dict[str, Any]]:
    """A line for each flag that holds on the day; with `every` the other verdicts too. Raises SourceErrors."""
    return list(judge_lines(read_case(folder, on), on, every))


def judge_lines(case: Case, on: date, every: bool = False) -> Iterator[dict[str, Any]]:
    """The same of a case that is read already, one at a time."""
    return (line_of(one, every) for one in verdicts(case, on, every))


def line_of(verdict: Verdict, every: bool = False) -> dict[str, Any]:
    """A verdict as an output line; `verdict` and `because` only where all are asked for."""
    plain = to_json(verdict)
    return {name: plain[name] for name in (*_FLAG, *(("verdict", "because") if every else ()))}


def read_case(folder: Path, on: date) -> Case:
    """The case that the folder's files make up, register codes as valid on the day. Raises SourceErrors."""
    errors: list[SourceError] = []
    case = Case(
        presences=tuple(_tried(lambda: read_ads(folder / "ads.jsonl"), errors)),
        licences=tuple(_tried(lambda: read_licences(folder / "licences.csv", on), errors)),
        policies=tuple(_tried(lambda: records(check_overrides(policy_rows(folder / "policies.csv", on))), errors)),
        closures=tuple(_tried(lambda: _if_there(read_closures, folder / "closures.csv"), errors)),
        decisions=tuple(_tried(lambda: _if_there(read_decisions, folder / "decisions.jsonl"), errors)),
    )
    if errors:
        raise SourceErrors(errors)
    return case


def read_ads(path: Path) -> list[Presence]:
    """The sightings of ads.jsonl. Raises SourceErrors, for an ad (site, id) in two clusters too."""
    lines = _read_lines(path, AdReader().read)
    clusters: dict[tuple[str, str], str] = {}
    errors = []
    for line, ad in lines:
        if clusters.setdefault((ad.site, ad.id), ad.cluster) != ad.cluster:
            what, before = f"ad {ad.id} of {ad.site} stands in two clusters", clusters[ad.site, ad.id]
            errors.append(SourceError(what, where=f"{path}:{line}", mend=f"{before} was its cluster before"))
    if errors:
        raise SourceErrors(errors)
    return [ad for _, ad in lines]


def read_decisions(path: Path) -> list[FlagDecision]:
    """The decisions of decisions.jsonl. Raises SourceErrors, for an unknown rule too."""
    lines = _read_lines(path, lambda text: DecisionLine.model_validate_json(text).record())
    known = ", ".join(RULE_IDS)
    unknown = [(line, one.rule) for line, one in lines if one.rule and one.rule not in RULE_IDS]
    if unknown:
        raise SourceErrors(
            [SourceError(f"no rule {rule}", where=f"{path}:{line}", mend=f"one of {known}") for line, rule in unknown]
        )
    return [one for _, one in lines]


def _read_lines(path: Path, read: Callable[[str], R]) -> list[Numbered[R]]:
    found: list[Numbered[R]] = []
    errors: list[SourceError] = []
    for line, text in enumerate(read_text(path).split("\n"), start=1):
        try:
            if text.strip():
                found.append((line, read(text)))
        except ValidationError as error:
            errors.extend(mistakes(error, f"{path}:{line}"))
    if errors:
        raise SourceErrors(errors)
    return found


def _if_there(read: Callable[[Path], Sequence[R]], path: Path) -> Sequence[R]:
    return read(path) if path.exists() else ()


def _tried(read: Callable[[], Sequence[R]], errors: list[SourceError]) -> Sequence[R]:
    """What was read; mistakes are kept for later, so that all files' are told at once."""
    try:
        return read()
    except SourceErrors as error:
        errors.extend(error.errors)
    except SourceError as error:
        errors.append(error)
    return ()
