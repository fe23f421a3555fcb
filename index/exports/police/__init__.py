"""The sealed police export: what is in it, who may open it, and how it is checked without Peil."""
