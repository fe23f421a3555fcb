"""The towns in which the market's ads stand, by the name that the ads write.

Real Dutch municipalities with their GM codes, and one Belgian city; streets are invented and no ad of a home has one.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A town; `municipality` is its GM code or `BE:<name>`."""

    name: str
    municipality: str


PLACES = {
    place.name: place
    for place in (
        Place("Utrecht", "GM0344"),
        Place("Amersfoort", "GM0307"),
        Place("Zeist", "GM0355"),
        Place("Nieuwegein", "GM0356"),
        Place("Breda", "GM0758"),
        Place("Tilburg", "GM0855"),
        Place("Eindhoven", "GM0772"),
        Place("Helmond", "GM0794"),
        Place("'s-Hertogenbosch", "GM0796"),
        Place("Groningen", "GM0014"),
        Place("Zwolle", "GM0193"),
        Place("Arnhem", "GM0202"),
        Place("Duiven", "GM0226"),
        Place("Westervoort", "GM0293"),
        Place("Nijmegen", "GM0268"),
        Place("Hilversum", "GM0402"),
        Place("Enschede", "GM0153"),
        Place("Apeldoorn", "GM0200"),
        Place("Leeuwarden", "GM0080"),
        Place("Maastricht", "GM0935"),
        Place("Haarlem", "GM0392"),
        Place("Leiden", "GM0546"),
        Place("Dordrecht", "GM0505"),
        Place("Roosendaal", "GM1674"),
        Place("Antwerpen", "BE:Antwerpen"),
    )
}
# Where the ordinary background lives: towns whose policy (or lack of one) leaves one person working alone in peace.
BACKGROUND = (
    "Utrecht", "Amersfoort", "Nieuwegein", "Breda", "Tilburg", "Eindhoven", "'s-Hertogenbosch", "Groningen", "Zwolle",
    "Nijmegen", "Enschede", "Apeldoorn", "Leeuwarden", "Maastricht", "Haarlem", "Leiden", "Dordrecht",
)  # fmt: skip
