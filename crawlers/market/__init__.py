"""A fictional market of ads, with three sites on loopback, its own registers, and the truth about itself.

It imports nothing of Peil: whoever reads the market has to find everything out over HTTP.
"""

from crawlers.market.market import Market, make_market

__all__ = ["Market", "make_market"]
