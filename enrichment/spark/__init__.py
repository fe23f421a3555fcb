"""Linking beyond one machine: the local linker's own functions, and Spark's own joins around them.

In: an ads file that Spark can read. Out: what the local linker gives for it. Nothing here decides anything: photos are
compared, hubs judged and groups of ads linked by `enrichment.linking`. Needs the extra `spark`.
"""
