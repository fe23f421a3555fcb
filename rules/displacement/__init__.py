"""The waterbed effect: whether supply stood with the neighbours after an enforcement day, measured with its doubt."""
