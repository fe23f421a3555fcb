"""Judge, purely: clusters, licences, policies and a date in; verdicts with reasons out."""
