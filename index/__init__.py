"""Publish: from the ledger to Elasticsearch and Kibana; never the only copy of anything."""
