"""What pages may show: each helper is named after the right it needs, and refuses whoever does not have it.

A cluster comes as a `SeenCluster`, which only these helpers make; whatever else belongs to it is asked for with that.
"""
