"""Dutch place tables with their sources; see SOURCES.md for the attribution that goes with them."""
