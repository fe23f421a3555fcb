"""The points of many pictures in a folder, one file each, so that a second look need not decode the photo again.

In: names (hex digits) and points. Out: the same points. Erasing removes the file; files are not in the ledger, for they
are large and can be made again from the evidence.
"""

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from enrichment.images.points import Points

HEAD = struct.Struct("<4sHHHHH")
MARK = b"PTS1"
POINT_BYTES = 4 * 4 + 128


@dataclass(frozen=True, slots=True)
class PointsFolder:
    """Points in `folder`, spread over folders by the first two digits of the names."""

    folder: Path

    def put(self, name: str, points: Points) -> None:
        """Keep the points of a picture, all or nothing."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".new")
        draft.write_bytes(packed(points))
        draft.replace(path)

    def get(self, name: str) -> Points | None:
        """The points of a picture; None where they are not kept, or damaged."""
        try:
            return unpacked(self._path(name).read_bytes())
        except (FileNotFoundError, ValueError):
            return None

    def erase(self, name: str) -> bool:
        """Remove the points of a picture; false where there were none."""
        path = self._path(name)
        known = path.is_file()
        path.unlink(missing_ok=True)
        return known

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / f"{name}.points"


def packed(points: Points) -> bytes:
    """Points as bytes, about 100 KB; the inverse of `unpacked`."""
    height, width = points.grey.shape
    head = HEAD.pack(MARK, points.width, points.height, len(points), width, height)
    columns = (points.places, points.scales, points.angles, points.descriptors, points.grey)
    return head + zlib.compress(b"".join(column.tobytes() for column in columns), 1)


def unpacked(data: bytes) -> Points:
    """The points of such bytes; raises ValueError on any others."""
    try:
        mark, width, height, count, grey_width, grey_height = HEAD.unpack_from(data)
        size = count * POINT_BYTES + grey_width * grey_height
        # One byte more than there should be is asked for: what would unfold further is damaged, not large.
        columns = zlib.decompressobj().decompress(data[HEAD.size :], size + 1)
    except (struct.error, zlib.error) as error:
        raise ValueError("damaged points") from error
    if mark != MARK or len(columns) != size:
        raise ValueError("damaged points")
    floats = np.frombuffer(columns, np.float32, count * 4)
    return Points(
        width,
        height,
        floats[: count * 2].reshape(-1, 2),
        floats[count * 2 : count * 3],
        floats[count * 3 :],
        np.frombuffer(columns, np.uint8, count * 128, count * 16).reshape(-1, 128),
        np.frombuffer(columns, np.uint8, grey_width * grey_height, count * POINT_BYTES).reshape(
            grey_height, grey_width
        ),
    )
