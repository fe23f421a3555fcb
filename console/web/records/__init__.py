"""What pages may show: each helper is named after the right it needs, and refuses whoever does not have it."""
