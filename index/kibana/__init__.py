"""Kibana content as files: one readable source in the shape of the Dashboards API, and what older Kibanas import."""
