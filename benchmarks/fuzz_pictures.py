"""Broken image files without end, steered by what they reach: no bytes may crash the decoders or stay without a reason.

    pip install atheris
    python -m benchmarks.fuzz_pictures [-max_total_time=SECONDS] [-seed=N] FOLDER

FOLDER keeps what was found worth trying again; it is begun with small files of every format that is read. Runs until
it is stopped or fails; libFuzzer's options hold. Now and then it prints how often there was which reason.
"""

import io
import json
import sys
from collections import Counter
from pathlib import Path

import atheris
import numpy as np
from PIL import Image

with atheris.instrument_imports(include=["enrichment.images", "PIL"]):
    from enrichment.images import fingerprint
    from enrichment.images.pictures import UnreadablePicture, read_picture

LIMITS = ["-max_len=16384", "-timeout=20", "-rss_limit_mb=1200", "-print_final_stats=1"]
WHOLE_EVERY = 40
"""Decoding is tried each time, all hashes only so often: they cost ten times as much."""
TOLD_EVERY = 50_000
seen: Counter[str] = Counter()


def seeds() -> dict[str, bytes]:
    """Small files of every format, plain and with what a decoder may stumble over."""
    shades = np.add.outer(np.arange(48) * 3, np.arange(64) * 2).astype(np.uint8)
    grey = Image.fromarray(shades)
    colour, clear = grey.convert("RGB"), grey.convert("RGBA")
    clear.putalpha(grey)
    exif = Image.Exif()
    exif[0x0112] = 6
    moving = {"save_all": True, "append_images": [colour.rotate(90)]}
    made = {
        "plain.jpg": (colour, {"exif": exif}),
        "progressive.jpg": (colour, {"progressive": True, "restart_marker_rows": 1}),
        "cmyk.jpg": (colour.convert("CMYK"), {}),
        "plain.png": (colour, {"exif": exif}),
        "palette.png": (colour.quantize(16), {"transparency": 3}),
        "deep.png": (Image.fromarray(shades.astype(np.uint16) * 257), {}),
        "clear.png": (clear, {}),
        "plain.webp": (colour, {"exif": exif}),
        "lossless.webp": (clear, {"lossless": True}),
        "moving.webp": (colour, moving),
        "plain.gif": (colour, {}),
        "moving.gif": (colour, moving),
        "plain.avif": (colour, {"speed": 10, "exif": exif}),
        "clear.avif": (clear, {"speed": 10}),
    }
    return {name: encoded(image, name.rpartition(".")[2], options) for name, (image, options) in made.items()}


def encoded(image: Image.Image, ending: str, options: dict[str, object]) -> bytes:
    out = io.BytesIO()
    image.save(out, {"jpg": "JPEG"}.get(ending, ending.upper()), **options)
    return out.getvalue()


def once(data: bytes) -> None:
    """One file: a picture or a reason, never anything else."""
    seen["tried"] += 1
    if seen["tried"] % TOLD_EVERY == 0:
        print(json.dumps(dict(seen.most_common())), flush=True)
    try:
        picture = read_picture(data)
    except UnreadablePicture as refusal:
        seen[reason(str(refusal))] += 1
        return
    seen["a picture"] += 1
    if max(picture.image.size) > 512 or picture.image.mode != "L":
        raise AssertionError(f"{picture.image.mode} {picture.image.size}")
    if seen["a picture"] % WHOLE_EVERY == 0 and len(fingerprint(data).pdq) != 64:
        raise AssertionError("a picture without a hash")


def reason(told: str) -> str:
    """A reason without its figures."""
    return "".join("#" if sign.isdigit() else sign for sign in told)


def main() -> None:
    folder = Path(next((given for given in sys.argv[1:] if not given.startswith("-")), "fuzzed"))
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in seeds().items():
        (folder / name).write_bytes(data)
    options = [given for given in sys.argv[1:] if given.startswith("-")]
    atheris.Setup([sys.argv[0], *LIMITS, *options, str(folder)], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
