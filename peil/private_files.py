"""Files that are made once and that their owner alone may read.

In: a path, what goes in. Out: the file; one that is there is never touched.
"""

import os
from pathlib import Path

from peil.errors import SourceError


def write_private(path: Path, content: bytes | str) -> None:
    """Write a new file with rights 0600; raises SourceError where one is there or none can be made."""
    data = content.encode(errors="replace") if isinstance(content, str) else content
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        mend = "another name would be right"
        raise SourceError(f"cannot be written ({error.strerror})", where=str(path), mend=mend) from error
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
