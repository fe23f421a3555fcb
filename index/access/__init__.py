"""Who may read what in Elasticsearch and Kibana: roles, templates, spaces, the publisher's key."""
