"""Numbers in ads and registers: words in, E.164 with its use out. Folded, cut into a lattice, decided by plan and context."""

from enrichment.phones.reader import read_phones
from enrichment.phones.register import read_number

__all__ = ["read_number", "read_phones"]
