"""What people and sites do to a photo: a seeded copy of it by each of some thirty names.

In: a photo, the other photos that may stand beside it, a random generator. Out: the bytes of the copy's file.
"""

import io
import random
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

Change = Callable[[Image.Image, random.Random], Image.Image]
White = (255, 255, 255)


def saved(image: Image.Image, kind: str = "JPEG", quality: int = 85) -> bytes:
    out = io.BytesIO()
    image.convert("RGB").save(out, kind, quality=quality)
    return out.getvalue()


def resized(image: Image.Image, side: int) -> Image.Image:
    scale = side / max(image.size)
    return image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))


def noisy(image: Image.Image, rng: random.Random) -> Image.Image:
    grain = np.random.default_rng(rng.randrange(2**32)).normal(0, 14, (image.height, image.width, 3))
    return Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))


def rotated(image: Image.Image, rng: random.Random) -> Image.Image:
    return image.rotate(rng.choice((-1, 1)) * rng.uniform(2, 6), Image.Resampling.BICUBIC, fillcolor=White)


def cropped(share: float) -> Change:
    def crop(image: Image.Image, rng: random.Random) -> Image.Image:
        width, height = (round(side * share**0.5) for side in image.size)
        left, top = rng.randint(0, image.width - width), rng.randint(0, image.height - height)
        return image.crop((left, top, left + width, top + height))

    return crop


def padded(image: Image.Image, rng: random.Random) -> Image.Image:
    grey = rng.choice((0, 255))
    return ImageOps.expand(image, (image.width // 5, image.height // 8), (grey,) * 3)


def framed(image: Image.Image, rng: random.Random) -> Image.Image:
    colour = tuple(rng.randrange(256) for _ in range(3))
    return ImageOps.expand(ImageOps.expand(image, image.width // 40, White), image.width // 14, colour)


def squared(image: Image.Image, _: random.Random) -> Image.Image:
    side = max(image.size)
    back = image.resize((side, side)).filter(ImageFilter.GaussianBlur(side // 25))
    back.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
    return back


def centre_square(image: Image.Image, _: random.Random) -> Image.Image:
    side = min(image.size)
    return ImageOps.fit(image, (side, side))


def stretched(image: Image.Image, rng: random.Random) -> Image.Image:
    return image.resize((round(image.width * rng.choice((0.75, 1.3))), image.height))


def lettered(image: Image.Image, rng: random.Random) -> Image.Image:
    pen, font = written(image, image.height // 9)
    for line in range(3):
        pen.text((image.width * 0.05, image.height * (0.2 + 0.25 * line)), "Bel nu voor een afspraak", White, font)
    return image


def headline(image: Image.Image, rng: random.Random) -> Image.Image:
    """Two lines of outlined capitals right across the photo."""
    colour = rng.choice(((255, 230, 0), (255, 80, 160), White))
    pen, font = written(image, round(image.width / 7.5))
    for height in (0.12, rng.choice((0.45, 0.7))):
        place = (image.width * 0.06, image.height * height)
        pen.text(place, "NU BESCHIKBAAR"[: rng.choice((9, 14))], colour, font, stroke_width=4, stroke_fill=(0, 0, 0))
    return image


def logo(image: Image.Image, rng: random.Random) -> Image.Image:
    side = min(image.size) // 4
    left, top = image.width - side - 10, rng.choice((10, image.height - side - 10))
    pen, font = written(image, side // 4)
    pen.ellipse((left, top, left + side, top + side), fill=(200, 30, 60), outline=White, width=6)
    pen.text((left + side * 0.15, top + side * 0.35), "alfa.nl", White, font)
    return image


def watermarked(image: Image.Image, rng: random.Random) -> Image.Image:
    layer = Image.new("RGBA", image.size, (255, 255, 255, 0))
    pen, font = written(layer, image.height // 10)
    for row in range(-1, 6):
        for column in range(4):
            pen.text(
                (column * image.width * 0.4 - row * 30, row * image.height * 0.2),
                "voorbeeld",
                (255, 255, 255, 110),
                font,
            )
    return Image.alpha_composite(image.convert("RGBA"), layer.rotate(20)).convert("RGB")


def stamped(image: Image.Image, rng: random.Random) -> Image.Image:
    """One large see-through word from corner to corner."""
    layer = Image.new("RGBA", image.size, (255, 255, 255, 0))
    pen, font = written(layer, image.width // 5)
    pen.text((image.width * 0.05, image.height * 0.35), "beta.example", (255, 255, 255, 140), font)
    turned_layer = layer.rotate(rng.choice((-30, 0, 30)), Image.Resampling.BICUBIC)
    return Image.alpha_composite(image.convert("RGBA"), turned_layer).convert("RGB")


def number_band(image: Image.Image, rng: random.Random) -> Image.Image:
    high = image.height // 6
    top = rng.choice((0, image.height - high, image.height // 2))
    pen, font = written(image, round(high * 0.7))
    pen.rectangle((0, top, image.width, top + high), fill=(20, 20, 20))
    pen.text((image.width * 0.1, top + high * 0.1), "06 00 00 00 00", (255, 230, 0), font)
    return image


def emoji(image: Image.Image, rng: random.Random, share: float = 1 / 3) -> Image.Image:
    side = round(min(image.size) * share)
    left, top = rng.randint(0, image.width - side), rng.randint(0, image.height - side)
    pen = ImageDraw.Draw(image)
    pen.ellipse((left, top, left + side, top + side), fill=(255, 210, 40), outline=(120, 80, 0), width=4)
    for eye in (0.3, 0.6):
        pen.ellipse(
            (left + side * eye, top + side * 0.3, left + side * (eye + 0.1), top + side * 0.45), fill=(60, 40, 0)
        )
    pen.arc((left + side * 0.25, top + side * 0.4, left + side * 0.75, top + side * 0.8), 10, 170, (60, 40, 0), 6)
    return image


def pixelated(image: Image.Image, rng: random.Random) -> Image.Image:
    width, height = image.width // 3, image.height // 3
    left, top = rng.randint(0, image.width - width), rng.randint(0, image.height - height)
    box = (left, top, left + width, top + height)
    coarse = image.crop(box).resize((8, 8), Image.Resampling.BOX).resize((width, height), Image.Resampling.NEAREST)
    image.paste(coarse, box)
    return image


def screenshot(image: Image.Image, rng: random.Random) -> Image.Image:
    page = Image.new("RGB", (750, 1500), rng.choice(((255, 255, 255), (24, 24, 28))))
    ink = (120, 120, 120)
    pen, font = written(page, 30)
    pen.text((30, 14), "14:07", ink, font)
    pen.text((620, 14), "4G  81%", ink, font)
    pen.rectangle((20, 70, 730, 130), outline=ink, width=3)
    pen.text((50, 82), "beta.example/advertentie", ink, font)
    photo = resized(image, 750) if image.width >= image.height else resized(image, 900)
    page.paste(photo, ((750 - photo.width) // 2, 170))
    for line in range(8):
        pen.text(
            (40, 200 + photo.height + 55 * line),
            "Rustig adres, bel voor een afspraak"[: rng.randint(12, 36)],
            ink,
            font,
        )
    return page


def written(image: Image.Image, size: int) -> tuple[ImageDraw.ImageDraw, ImageFont.FreeTypeFont | ImageFont.ImageFont]:
    return ImageDraw.Draw(image), ImageFont.load_default(max(8, size))


def collage(
    image: Image.Image, others: Sequence[Image.Image], rng: random.Random, shape: tuple[int, int]
) -> Image.Image:
    """Columns and rows of panels of 4:3, each a photo cut to fit; the photo stands in one of them."""
    columns, rows = shape
    panels = [image, *rng.sample(list(others), columns * rows - 1)]
    rng.shuffle(panels)
    width, height, gap = 480, 480 if rows == 1 else 360, rng.choice((0, 8))
    page = Image.new("RGB", (columns * (width + gap) - gap, rows * (height + gap) - gap), White)
    for number, panel in enumerate(panels):
        page.paste(
            ImageOps.fit(panel, (width, height)), (number % columns * (width + gap), number // columns * (height + gap))
        )
    return page


Box = tuple[float, float, float, float]


def mosaic(image: Image.Image, others: Sequence[Image.Image], rng: random.Random, boxes: Sequence[Box]) -> Image.Image:
    """Photos in boxes of unequal shares of a page; the photo stands in the first of them."""
    page, gap = Image.new("RGB", (900, 640), rng.choice((White, (0, 0, 0)))), rng.choice((0, 6))
    for panel, box in zip([image, *rng.sample(list(others), len(boxes) - 1)], boxes, strict=True):
        left, top, right, bottom = (round(share * side) for share, side in zip(box, page.size * 2, strict=True))
        page.paste(ImageOps.fit(panel, (right - left - gap, bottom - top - gap)), (left, top))
    return page


def turned(change: Change) -> Change:
    return lambda image, rng: change(ImageOps.mirror(image), rng)


def enhanced(kind: type[ImageEnhance._Enhance], factor: float) -> Change:
    return lambda image, _: kind(image).enhance(factor)  # type: ignore[call-arg]


CHANGES: dict[str, Change] = {
    "recompressed 25": lambda image, _: Image.open(io.BytesIO(saved(image, quality=25))).convert("RGB"),
    "recompressed 10": lambda image, _: Image.open(io.BytesIO(saved(image, quality=10))).convert("RGB"),
    "resized 320": lambda image, _: resized(image, 320),
    "resized 160": lambda image, _: resized(image, 160),
    "to webp": lambda image, _: Image.open(io.BytesIO(saved(image, "WEBP", 50))).convert("RGB"),
    "brighter": enhanced(ImageEnhance.Brightness, 1.45),
    "darker": enhanced(ImageEnhance.Brightness, 0.6),
    "contrast": enhanced(ImageEnhance.Contrast, 1.5),
    "grey": lambda image, _: image.convert("L").convert("RGB"),
    "blurred": lambda image, _: image.filter(ImageFilter.GaussianBlur(max(image.size) / 400)),
    "noisy": noisy,
    "rotated": rotated,
    "mirrored": lambda image, _: ImageOps.mirror(image),
    "mirrored, cropped 60": turned(cropped(0.6)),
    "cropped 80": cropped(0.8),
    "cropped 50": cropped(0.5),
    "cropped 30": cropped(0.3),
    "padded": padded,
    "framed": framed,
    "squared": squared,
    "centre square": centre_square,
    "stretched": stretched,
    "lettered": lettered,
    "logo": logo,
    "watermarked": watermarked,
    "number band": number_band,
    "emoji": emoji,
    "pixelated": pixelated,
    "screenshot": screenshot,
    "mirrored screenshot": turned(screenshot),
    "much blurred": lambda image, _: image.filter(ImageFilter.GaussianBlur(max(image.size) / 220)),
    "headline": headline,
    "stamped": stamped,
    "large emoji": lambda image, rng: emoji(image, rng, 0.55),
    "reposted": lambda image, rng: resized(cropped(0.75)(logo(image, rng), rng), 480),
}
COLLAGES = {"collage 2x1": (2, 1), "collage 1x2": (1, 2), "collage 2x2": (2, 2)}
MOSAICS: dict[str, tuple[Box, ...]] = {
    "wide beside narrow": ((0, 0, 0.65, 1), (0.65, 0, 1, 1)),
    "narrow beside wide": ((0.62, 0, 1, 1), (0, 0, 0.62, 1)),
    "small of three": ((0.6, 0.5, 1, 1), (0, 0, 0.6, 1), (0.6, 0, 1, 0.5)),
}


def copy_of(name: str, image: Image.Image, others: Sequence[Image.Image], seed: int) -> bytes:
    """The file of the copy of this name; equal seeds give equal bytes."""
    rng = random.Random(f"{name} {seed}")
    if name in MOSAICS:
        return saved(mosaic(image, others, rng, MOSAICS[name]))
    if name in COLLAGES:
        return saved(collage(image, others, rng, COLLAGES[name]))
    return saved(CHANGES[name](image.copy(), rng))
