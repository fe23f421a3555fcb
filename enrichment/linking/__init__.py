"""Ads to clusters: what joins them, what only seems to, and why; pure and deterministic.

In: ads, previous clusters, what people decided. Out: clusters and personas with stable ids, links as evidence, hubs.
The same input gives the same answer in any order; text and place alone never join.
"""

from enrichment.linking.linker import LINK_STAMP, link
from enrichment.linking.options import LinkOptions

__all__ = ["LINK_STAMP", "LinkOptions", "link"]
