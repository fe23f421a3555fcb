"""Statistics for the national programme: counts of ads, never of fewer than ten, each with its coverage."""
