"""The words of Peil: records, errors, settings, log, facts. Imports nothing of ours and no framework."""

__version__ = "0.1.0"
