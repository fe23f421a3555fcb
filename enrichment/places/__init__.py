"""Where an ad offers: names, postcodes and regions in, municipalities with their certainty out."""

from enrichment.places.reader import read_place_field, read_places

__all__ = ["read_place_field", "read_places"]
