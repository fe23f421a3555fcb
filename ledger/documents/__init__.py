"""What stands in the ledger, as the documents that the index publishes; a module a kind.

In: a change number; out: the documents of every object changed after it. Only Dutch municipalities get documents of
their own; of a record that states a minor neither title, text nor reason goes out (charter 18).
"""
