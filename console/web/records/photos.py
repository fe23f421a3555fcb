"""Photos of a seen cluster: blurred in the bytes, or whole for somebody who said what for (charter 14, 19).

In: a seen cluster and a photo's hash. Out: bytes. Nothing is kept of what was made: what retention deletes is gone.
Never a photo of a closed cluster.
"""

import io

from django.conf import settings
from django.http import Http404
from PIL import Image as Pictures
from PIL import ImageFilter, ImageOps

from console.deployment import now
from console.web.records.reviewing import SeenCluster
from crawlers.photo_copies import copy_of
from ledger import models
from ledger.audit import append_audit
from ledger.evidence import image_bytes
from peil.errors import OutsideError

_GRAINS, _SIZE, _MOST_PIXELS = 12, 160, 40_000_000


def image_for_review(seen: SeenCluster, sha256: str) -> models.Image:
    """A photo that an ad of the cluster shows."""
    row = models.Image.objects.filter(sha256=sha256, photo__version__ad__cluster_id=seen.id).first()
    if row is None or seen.urgent:
        raise Http404
    return row


def blurred(seen: SeenCluster, sha256: str) -> bytes:
    """A PNG in which colours and shapes can be told, and nobody: twelve grains across, smoothed."""
    data = _bytes(image_for_review(seen, sha256))
    try:
        with Pictures.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise OutsideError("this photo is too large to be shown", where=sha256[:12], permanent=True)
            small = ImageOps.fit(picture.convert("RGB"), (_GRAINS, _GRAINS), Pictures.Resampling.BOX)
    except (OSError, ValueError, Pictures.DecompressionBombError) as error:
        raise OutsideError("this photo cannot be drawn", where=sha256[:12], permanent=True) from error
    shown = small.resize((_SIZE, _SIZE), Pictures.Resampling.BILINEAR).filter(ImageFilter.GaussianBlur(6))
    made = io.BytesIO()
    shown.save(made, "PNG")
    return made.getvalue()


def whole_photo(seen: SeenCluster, sha256: str, purpose: str) -> tuple[str, bytes]:
    """Media type and bytes of the photo as it was, without what a camera wrote beside it; the view is on record."""
    row = image_for_review(seen, sha256)
    append_audit(seen.user.name, "photo shown", purpose, {"cluster": seen.id, "image": row.sha256}, now())
    copied = copy_of(_bytes(row))
    if copied is None:
        raise OutsideError("this photo is of no kind that can be shown", where=sha256[:12], permanent=True)
    return copied


def _bytes(row: models.Image) -> bytes:
    return image_bytes(settings.PEIL_RUNS, row.file, row.offset, row.sha256)
