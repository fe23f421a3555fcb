"""The records that rooms hand to each other: frozen, typed, plain values.

One module a stage of the line: seen (collect), read, joined (link), register (licences and policies), judged.
JSON on the way in and out is `to_json` and `from_json` (peil.records.plain).
"""
