"""Erasure: a subject is kept out first, then wiped from everything that holds it (charter 17).

In: what was found of a subject and who asks. Out: what went where, and what could not be taken back. An ad that is part
of a confirmed case goes only where that is said (AVG article 17(3)): the controller answers for it.
"""

from dataclasses import replace
from datetime import datetime

from console.subjects import Found, own_subjects
from console.wiping import Ordered, Wiped, count_runs, settle, wipe
from crawlers.run_folder import committed_runs
from crawlers.staying_out import StayingOut
from crawlers.wiping import WipedRun, wipe_untaken
from ledger.doomed import run_wipes
from ledger.runs import has_run
from ledger.suppression import keep_out, kept_out
from peil.errors import RefusedError
from peil.kept_out import add_to_list, listed, read_kept_out, token_of, with_key
from peil.records.wiped import Subject, Token
from peil.settings import Settings


def erase(deployment: Settings, found: Found, ordered: Ordered, *, confirmed_too: bool = False) -> Wiped:
    """Keep the subject out, then wipe it; doing it again finishes what was broken off.

    Raises RefusedError where an ad is part of a confirmed case, OutsideError where a crawl of a site is running.
    """
    if found.confirmed and not confirmed_too:
        what = f"{len(found.confirmed)} confirmed cases hold ads of this subject"
        mend = "the controller decides; with --confirmed-too they go as well"
        raise RefusedError(what, ground="AVG 17(3)", mend=mend)
    subjects = own_subjects(found)
    keep_subjects_out(deployment, subjects, ordered.at)
    untaken = wipe_unknown(deployment, ordered)
    numbers = {one.value for one in subjects if one.kind == "number"}
    own = frozenset({found.subject.value} if found.subject.kind == "number" else ())
    done = wipe(deployment, replace(found.doomed, numbers=own), run_wipes(found.doomed, "erasure", numbers), ordered)
    count_runs(done, untaken)
    done.index = settle(deployment)
    return done


def keep_subjects_out(deployment: Settings, subjects: list[Subject], at: datetime) -> None:
    """Add subjects to those who stay out: in the list that crawls ask, and in the ledger."""
    key = with_key(deployment.data, deployment.kept_out_key_file)
    tokens = [token_of(key, subject, at) for subject in subjects]
    add_to_list(deployment.data, tokens)
    keep_out(tokens)


def agree_on_list(deployment: Settings) -> list[Token]:
    """Make the ledger and the list beside the runs hold the same tokens; those that the ledger lacked."""
    standing = kept_out()
    add_to_list(deployment.data, standing)
    known = {one.token for one in standing}
    lacking = [one for one in listed(deployment.data) if one.token not in known]
    keep_out(lacking)
    return lacking


def wipe_unknown(deployment: Settings, ordered: Ordered) -> list[WipedRun]:
    """Wipe whoever stays out from runs that the ledger did not take and from what dead crawls left."""
    out = StayingOut(read_kept_out(deployment.data, deployment.kept_out_key_file))
    runs = deployment.runs
    untaken = [run for run in committed_runs(runs) if not has_run(run.id)]
    return wipe_untaken(untaken, runs, out.is_about, ("erasure", ordered.at))
