"""Meet Peil: the command line, the pipeline, the schedule, the demo. The only composition root."""
