"""Which municipalities are near: by a shared border, or by the distance between their middles.

In: a GM code, and a distance in kilometres or None for borders. Out: GM codes of today's municipalities.
"""

from math import asin, cos, radians, sin, sqrt

from peil.municipalities import municipalities, neighbours

_EARTH_KM = 6371.0


def ring(gm: str, within_km: float | None = None) -> tuple[str, ...]:
    """The municipalities around one, in order of their codes; none where the code is not known."""
    if within_km is None:
        return tuple(sorted(neighbours().get(gm, ())))
    return tuple(other for other in sorted(municipalities()) if other != gm and _distance_km(gm, other) <= within_km)


def _distance_km(one: str, other: str) -> float:
    """The great-circle distance between two middles; endless where one is not known."""
    a, b = municipalities().get(one), municipalities().get(other)
    if a is None or b is None or a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return float("inf")
    up, across = radians(b.lat - a.lat) / 2, radians(b.lon - a.lon) / 2
    return 2 * _EARTH_KM * asin(sqrt(sin(up) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(across) ** 2))
