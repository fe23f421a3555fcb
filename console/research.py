"""A research set out of the ledger: what is asked, whether it may go out, what goes.

In: a project, a span of weeks, a form. Out: a folder for the researcher. A week goes out once, in one form, and is the
same for ever after, so that no two sets can be subtracted from each other (charter 21).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from index.exports.research.codebook import citation, codebook
from index.exports.research.personas import Grain, ToldPersonas, told_personas
from index.exports.research.tables import tables_of
from index.exports.written import write_tables
from ledger import activity, research
from ledger.audit import append_audit
from peil import __version__
from peil.errors import RefusedError, SourceError
from peil.municipalities import name_of
from peil.records.plain import to_json
from peil.records.research import PersonaWeek, ReleasedWeek, ResearchForm
from peil.secret_files import made_secret
from rules.persona_weeks import persona_weeks
from rules.step import ledger_case

K = 10
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Asked:
    """One research set: for which project, from the Monday `first` up to and including the Sunday `until`."""

    project: str
    first: date
    until: date
    form: ResearchForm
    grain: Grain
    by: str
    purpose: str

    @property
    def weeks(self) -> list[date]:
        """The Mondays of the span."""
        return [self.first + _WEEK * n for n in range((self.until - self.first).days // 7 + 1)]


def export_research(asked: Asked, keys: Path, out: Path, at: datetime) -> dict[str, int]:
    """Write the set into the new folder `out`, note it, and give the number of rows a table.

    Raises RefusedError where a week of it went out in another form, or as another set.
    """
    if out.exists():
        raise SourceError("is there already", where=str(out), mend="the name of a new folder would be right")
    made = _tables(asked) if asked.form == "tables" else _personas(asked, project_key(keys, asked.project))
    texts = {"codebook.md": codebook(asked.form, K), "CITATION.txt": citation(__version__, asked.first, asked.until)}
    research.release_weeks(made.new, at)  # before the files: what was written and not noted could go out twice
    write_tables(out, {**made.tables, "coverage": _coverage(asked)}, texts, {**_about(asked, at), **made.about})
    facts = {"project": asked.project, "form": asked.form, "first": str(asked.first), "until": str(asked.until)}
    append_audit(asked.by, "research set written", asked.purpose, facts, at)
    return {name: len(rows) for name, rows in made.tables.items()}


def project_key(keys: Path, project: str) -> bytes:
    """The project's own key, made at its first set; without the file its pseudonyms can never be made again."""
    return made_secret(keys / f"research-{project}.key")


@dataclass(frozen=True, slots=True)
class _Made:
    tables: Mapping[str, Sequence[dict[str, Any]]]
    new: Sequence[ReleasedWeek]
    about: Mapping[str, Any]


def _tables(asked: Asked) -> _Made:
    released = _released(asked)
    new = [week for week in asked.weeks if week not in released]
    made: dict[date, list[dict[str, Any]]] = {week: released[week].body for week in asked.weeks if week in released}
    if new:
        people = _people(asked, asked.first - _WEEK)
        made |= {week: _week_rows(week, people) for week in new}
    by_table: dict[str, list[dict[str, Any]]] = {name: [] for name in ("personas", "prices", "flags", "moves")}
    for week in asked.weeks:
        for row in made[week]:
            by_table[row["table"]].append({name: value for name, value in row.items() if name != "table"})
    return _Made(by_table, [ReleasedWeek(week, "tables", made[week]) for week in new], {})


def _week_rows(week: date, people: Mapping[date, Sequence[PersonaWeek]]) -> list[dict[str, Any]]:
    before = {one.persona: one.municipality for one in people.get(week - _WEEK, ())}
    cells = tables_of(week, people.get(week, ()), before, K)
    return [{**to_json(asdict(cell)), "name": name_of(cell.municipality)} for cell in cells]


def _personas(asked: Asked, key: bytes) -> _Made:
    people = _people(asked, asked.first)
    weeks = [one for week in asked.weeks for one in people.get(week, ())]
    digest = _digest(told_personas(weeks, asked.grain, b"", K))
    released = _released(asked)
    if any(one.body != digest for one in released.values()) or (released and len(released) < len(asked.weeks)):
        raise _refusal("a week of it went out in another set", asked)
    found = told_personas(weeks, asked.grain, key, K)
    new = [] if released else [ReleasedWeek(week, "personas", digest) for week in asked.weeks]
    rows = [
        {"persona": one.persona, "price_band": one.price_band, "whole": one.whole, "flags": ";".join(one.rules)}
        for one in found.told
    ]
    stays = [
        {"persona": one.persona, "period": period, "place": place} for one in found.told for period, place in one.stays
    ]
    about = {"grain": asdict(asked.grain), "share_of_stays_told": found.share}
    return _Made({"personas": rows, "itineraries": stays}, new, about)


def _digest(found: ToldPersonas) -> str:
    return sha256(json.dumps(to_json(found), sort_keys=True).encode()).hexdigest()


def _released(asked: Asked) -> dict[date, ReleasedWeek]:
    weeks = set(asked.weeks)
    found = {week: one for week, one in research.released_weeks().items() if week in weeks}
    if any(one.form != asked.form for one in found.values()):
        raise _refusal("a week of it went out in another form", asked)
    return found


def _refusal(what: str, asked: Asked) -> RefusedError:
    last = max(week for week in research.released_weeks() if week in set(asked.weeks))
    mend = f"ask for weeks after {last}, or for the very set that went out"
    return RefusedError(
        f"{what}, and two sets could be subtracted", ground="charter 21", where=asked.project, mend=mend
    )


def _people(asked: Asked, first: date) -> dict[date, list[PersonaWeek]]:
    """Everybody by week, from the Monday `first` on; nothing of a cluster that may be a minor's."""
    closed, prices, flags = research.closed_clusters(), research.lowest_prices(asked.until), _flags()
    found: dict[date, list[PersonaWeek]] = defaultdict(list)
    for one in persona_weeks(ledger_case(asked.until), first, asked.until):
        if one.cluster in closed:
            continue
        asked_prices = [prices[ad] for ad in one.ads if ad in prices]
        rules = _held(flags[one.cluster], one.unit[-1], one.week)
        price = min(asked_prices, default=None)
        found[one.week].append(PersonaWeek(one.persona, one.week, one.municipality, price, rules))
    return found


def _flags() -> dict[str, list[research.FlagPeriod]]:
    found: dict[str, list[research.FlagPeriod]] = defaultdict(list)
    for one in research.flag_periods():
        found[one.cluster].append(one)
    return found


def _held(flags: Iterable[research.FlagPeriod], persona: str, week: date) -> tuple[str, ...]:
    """The rules under a flag of the persona, or of its whole cluster, that held on a day of the week."""
    last = week + timedelta(days=6)
    held = {one.rule for one in flags if one.persona in ("", persona) and one.since <= last and one.last_held >= week}
    return tuple(sorted(held))


def _coverage(asked: Asked) -> list[dict[str, Any]]:
    rows = activity.seen_weeks(asked.first, asked.until)
    return [{"week": row.week.isoformat(), "site": row.site, "coverage": round(row.coverage, 2)} for row in rows]


def _about(asked: Asked, at: datetime) -> dict[str, Any]:
    span = {"first": asked.first.isoformat(), "until": asked.until.isoformat()}
    return {"project": asked.project, "form": asked.form, **span, "k": K, "peil": __version__, "made_at": to_json(at)}
