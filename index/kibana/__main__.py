"""`python -m index.kibana [GM0344]`: what the Kibana space of a municipality, or of the country, gets.

In: a GM code and which Kibana. Out: NDJSON for the import of 8.19 and newer, or with `--api` requests for 9.5.
"""

import argparse
import json
import sys

from index.kibana.requests import api_requests
from index.kibana.saved_objects import ndjson
from index.kibana.scope import NATION, Scope, scope_of
from index.names import Names
from peil.errors import PeilError


def main() -> int:
    """Write it; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m index.kibana", description=__doc__)
    parser.add_argument("municipality", nargs="?", default="", help="GM code, such as GM0344; none: the country")
    parser.add_argument("--console", default="", help="address of the console, for links into it")
    parser.add_argument("--api", action="store_true", help="requests for Kibana 9.5 and newer, one a line")
    given = parser.parse_args()
    try:
        scope = scope_of(given.municipality) if given.municipality else NATION
        sys.stdout.write(_written(scope, given.console, api=given.api))
    except PeilError as error:
        sys.stderr.write(error.sentence() + "\n")
        return error.exit_code
    return 0


def _written(scope: Scope, console: str, *, api: bool) -> str:
    if api:
        return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in api_requests(scope, Names(), console))
    return ndjson(scope, Names(), console)


if __name__ == "__main__":
    sys.exit(main())
