"""`python -m index.kibana GM0344`: what a municipality's Kibana space gets, on standard output.

In: a GM code and which Kibana. Out: NDJSON for the import of 8.19 to 9.4, or with `--api` requests for 9.5 and newer.
"""

import argparse
import json
import sys

from index.kibana.requests import api_requests
from index.kibana.saved_objects import ndjson
from index.names import Names
from peil.errors import PeilError


def main() -> int:
    """Write it; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m index.kibana", description=__doc__)
    parser.add_argument("municipality", help="GM code, such as GM0344")
    parser.add_argument("--api", action="store_true", help="requests for Kibana 9.5 and newer, one a line")
    given = parser.parse_args()
    try:
        sys.stdout.write(_written(given.municipality, api=given.api))
    except PeilError as error:
        sys.stderr.write(error.sentence() + "\n")
        return error.exit_code
    return 0


def _written(gm: str, *, api: bool) -> str:
    if api:
        return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in api_requests(gm, Names()))
    return ndjson(gm, Names())


if __name__ == "__main__":
    sys.exit(main())
