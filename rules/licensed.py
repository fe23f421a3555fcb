"""Which licence a cluster matches on a day, as its profile says it.

In: a case and a day. Out: a licence in force that matches exactly, else probably, else none, for every cluster active
on the day; unknown where no register of its municipalities is loaded. Never a verdict.
"""

from collections.abc import Iterator
from datetime import date

from peil.records.judged import LicenceFound
from rules.books import Books
from rules.case import Case
from rules.judge import clusters_on
from rules.view import View


def licences_found(case: Case, on: date) -> Iterator[LicenceFound]:
    """One answer a cluster that is active on the day, in the order of their ids."""
    for cluster, books in clusters_on(case, on):
        view = View(cluster, books, on)
        if view.active:
            yield _found(view, books)


def _found(view: View, books: Books) -> LicenceFound:
    matches = [match for gm in view.active for match in view.matches(gm)]
    for match in matches:
        if match.exact_in_force:
            return LicenceFound(view.cluster.id, "exact", match.row.licence.licence_no)
    for match in matches:
        if match.probable_in_force:
            return LicenceFound(view.cluster.id, "probable", match.row.licence.licence_no)
    return LicenceFound(view.cluster.id, "none" if books.loaded & view.active.keys() else "unknown")
