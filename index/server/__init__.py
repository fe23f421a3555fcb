"""A private Elasticsearch on loopback, for the demo, the tests and small deployments without a cluster.

In: a folder. Out: a running server with security on and a handle to it. Never reachable from another machine.
"""

from index.server.prerequisites import can_run
from index.server.process import ServerHandle, running_server, start_server, stop_server

__all__ = ["ServerHandle", "can_run", "running_server", "start_server", "stop_server"]
