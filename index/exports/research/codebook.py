"""What the columns of a research set mean, what was left out, and how to cite it.

In: the form of a set. Out: texts to lie beside its tables.
"""

from datetime import date

from peil.records.research import ResearchForm

_TABLES = """
| table | column | meaning |
|---|---|---|
| personas | personas | how many were in the municipality (empty: the province; both empty: the country) in the week |
| prices | value | lowest price asked, in euros (`100-124`; empty: none read) |
| flags | value | rule under which a flag of theirs was open or confirmed in that week |
| moves | municipality, value | from where (empty: anywhere), where to (empty: anywhere), since the week before |
"""
_PERSONAS = """
| table | column | meaning |
|---|---|---|
| personas | persona | a name that means nothing outside this project |
| personas | price_band | lowest price asked over the span, in euros (empty: none read) |
| personas | flags | rules under which a flag was open or confirmed, only where the itinerary is whole |
| personas | whole | whether the itinerary is told to its end |
| itineraries | period, place | first day of the period; municipality (GM code) or province |
"""
_COMMON = """| coverage | coverage | share of a site's usual ads that the best complete run saw; no row: not seen |

A persona is somebody under one name, account or set of photos within one operator's ads: an estimate, no head count.
In a week it counts where it was seen on most of its single-place days. A flag is a named rule that was true, a lead for
a person; it is no finding. Whoever may be a minor is in no table.
"""


def codebook(form: ResearchForm, k: int) -> str:
    """The codebook of a set, in Markdown."""
    rules = {
        "tables": f"No count is below {k}, and what is not shown beside what is adds up to nothing or to {k} at least. "
        "A missing row is nobody, or too few.",
        "personas": f"Every row, with the whole of its itinerary, is that of at least {k} people; an itinerary ends "
        "where fewer shared it.",
    }
    heading = f"# Codebook\n\n{rules[form]} A week goes out in one form, once; asked again, it is the same.\n"
    return heading + (_TABLES if form == "tables" else _PERSONAS) + _COMMON


def citation(version: str, first: date, until: date) -> str:
    """How to cite the set."""
    return f"Peil {version}, research set, weeks from {first.isoformat()} up to and including {until.isoformat()}.\n"
