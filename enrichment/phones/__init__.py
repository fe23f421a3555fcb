"""Numbers in ads and registers: words in, E.164 with its use out.

Text is folded, cut into a lattice of digit groups, and decided by numbering plans and context.
"""

from enrichment.phones.reader import read_phones
from enrichment.phones.register import read_number

__all__ = ["read_number", "read_phones"]
