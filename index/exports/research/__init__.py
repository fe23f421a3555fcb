"""The research set: pseudonyms, groups of at least k, no finer than week and municipality (charter 15 and 21)."""
