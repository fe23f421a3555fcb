"""The same photo file known again, whatever was done to it; never the same person (charter 6).

In: the bytes of image files. Out: fingerprints, and the pairs of fingerprints that show one file. No model, no network.
"""

from enrichment.images.matching import Match, Pair, pairs, same_photo
from enrichment.images.prints import FINGERPRINT_STAMP, fingerprint

__all__ = ["FINGERPRINT_STAMP", "Match", "Pair", "fingerprint", "pairs", "same_photo"]
