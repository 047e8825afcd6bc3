"""A paper in; the picture out that stands for it where its page is shared: 1200 by 630 dots, PNG.

Pictures are drawn with the site's own fonts and kept in disposable files named by all that is on
them. One that is missing or damaged is drawn again.
"""

from __future__ import annotations

import io
from contextlib import suppress
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base import cache_file
from pressmark.base.errors import BuildError
from pressmark.base.hashing import fingerprint
from pressmark.base.template_folders import ASSETS, template_file, template_folders
from pressmark.base.work_folder import WorkFolder
from pressmark.exports.embed import authors_in_short, venue_in_short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

    from pressmark.base.palette import Colour, Palette
    from pressmark.library.reference import Reference
    from pressmark.site.settings import Site

SIZE = WIDTH, HEIGHT = 1200, 630
_MARGIN = 84
_BAND = 18
# How many shades lie between the paper and an ink, so that edges are smooth.
_SHADES = 16
# A title's sizes in dots, the largest that fits is taken; and how many lines each may fill.
_TITLE_SIZES = ((76, 3), (64, 4), (54, 5), (46, 5))
_BY_SIZE, _FOOT_SIZE = 36, 32
_FOOT = 532
# The mark of the project, in the 24 by 24 units of favicon.svg: its outline and its two lines.
_MARK = ((5, 1.5), (19, 1.5), (19, 23), (12, 18.7), (5, 23))
_MARK_LINES = ((9, 6.5, 15, 8.5), (9, 11, 15, 13))


def check_installed() -> None:
    """Raises `BuildError` unless what draws cards is installed."""
    if find_spec("PIL") is None:
        raise BuildError(
            "cards are on in mkdocs.yml, but what draws them is not installed: "
            "pip install 'pressmark[cards]', or set CARDS=false"
        )


class Face(NamedTuple):
    """A typeface: the files that it is in, each for characters that the ones before lack, and its
    weight where it has several."""

    files: tuple[str, ...]
    weight: int


_SERIF = Face(("source-serif-4-600-latin.woff2", "source-serif-4-600-latin-ext.woff2"), 0)
_SANS = Face(("source-sans-3-latin.woff2", "source-sans-3-latin-ext.woff2"), 400)


def font_file(templates: Sequence[Path], name: str) -> Path:
    """The file of the theme's font of that name."""
    return template_file(templates, f"{ASSETS}fonts/{name}")


class Cards:
    """The pictures of one site, in its light colours; `root` is its project."""

    def __init__(self, root: Path, site: Site, palette: Palette) -> None:
        self._site = site
        self._palette = palette
        self._templates = template_folders(root)
        self._folder = WorkFolder.of(root).cards

    def of(self, reference: Reference) -> bytes:
        """The card of a paper."""
        facts = (authors_in_short(reference), venue_in_short(reference))
        return self._card(reference.listed_title, facts)

    def of_library(self) -> bytes:
        """The card of every other page."""
        return self._card(self._site.name, (self._site.description, ""))

    @cached_property
    def _key(self) -> bytes:
        """Sixteen bytes that tell what cards are drawn with from anything else."""
        from PIL import __version__

        names = [name for face in (_SERIF, _SANS) for name in face.files]
        fonts = [font_file(self._templates, name).read_bytes() for name in names]
        colours = repr(self._palette).encode()
        return fingerprint(__version__.encode(), Path(__file__).read_bytes(), colours, *fonts)

    @cached_property
    def _pen(self) -> Pen:
        return Pen(self._templates, self._palette)

    def _card(self, title: str, facts: tuple[str, str]) -> bytes:
        name = self._site.name
        key = fingerprint(self._key, *(text.encode() for text in (title, *facts, name)))
        path = self._folder / key.hex()
        if card := cache_file.read(path, key):
            return card
        if not self._pen.can_show(title):
            # Better a card of the library than boxes in the place of letters.
            return self.of_library() if title != name else blank(self._palette)
        card = self._pen.card(title, facts, name if title != name else "")
        cache_file.write(path, key, card)
        return card


class Pen:
    """Draws cards with the fonts of the theme in folders of templates."""

    def __init__(self, templates: Sequence[Path], palette: Palette) -> None:
        self._templates = templates
        self._palette = palette
        self._loaded: dict[tuple[str, int], FreeTypeFont] = {}
        self._lacking: dict[tuple[str, str], bool] = {}
        self._widths: dict[tuple[Face, int, str], float] = {}

    def card(self, title: str, facts: tuple[str, str], name: str) -> bytes:
        """A picture with a title, two texts below it and a name at its foot, each of which may be
        empty."""
        picture = _paper(self._palette)
        room = WIDTH - 2 * _MARGIN
        size, lines = self._fitted(self._written(title, _SERIF), room)
        top = _MARGIN - 16
        for line in lines:
            self._write(picture, line, _SERIF, size, (_MARGIN, top), 0)
            top += round(size * 1.2)
        top += 20
        for text in facts:
            # Below a short title, or for one text alone, there is room for two lines.
            below = self._folded(self._written(text, _SANS), _SANS, _BY_SIZE, room)
            for line in _cut(below, 1 if all(facts) and len(lines) > 3 else 2):
                self._write(picture, line, _SANS, _BY_SIZE, (_MARGIN, top), 1)
                top += round(_BY_SIZE * 1.25)
        left = _mark(picture, (_MARGIN - 10, _FOOT), 52)
        foot = self._folded(self._written(name, _SANS), _SANS, _FOOT_SIZE, room - 70)
        for line in _cut(foot, 1):
            self._write(picture, line, _SANS, _FOOT_SIZE, (left, _FOOT + 4), 2)
        return _png(picture)

    def can_show(self, text: str) -> bool:
        """Whether the fonts have most letters of a text."""
        letters = [sign for sign in text if sign.isalpha()]
        lacking = sum(self._file_of(sign, _SERIF) is None for sign in letters)
        return lacking * 3 <= len(letters)

    def _written(self, text: str, face: Face) -> list[str]:
        """The words of a text, in signs that the face has; others in Latin letters, or left out."""
        from anyascii import anyascii

        text = text[:600]
        if any(self._file_of(sign, face) is None for sign in text):
            text = "".join(
                sign
                if self._file_of(sign, face)
                else anyascii(sign)
                if sign.isalpha()
                else ""
                if sign.isprintable()
                else " "
                for sign in text
            )
        return text.split()

    def _file_of(self, sign: str, face: Face) -> str | None:
        """The file of a face that has a sign; a font shows one that it lacks as it shows all
        others that it lacks."""
        for file in face.files:
            lacks = self._lacking.get((file, sign))
            if lacks is None:
                font = self._font(file, 32, face.weight)
                lacks = self._lacking[file, sign] = not sign.isspace() and bytes(
                    font.getmask(sign)
                ) == self._box(file, face)
            if not lacks:
                return file
        return None

    def _box(self, file: str, face: Face) -> bytes:
        return bytes(self._font(file, 32, face.weight).getmask("\U0010ffff"))

    def _font(self, file: str, size: int, weight: int) -> FreeTypeFont:
        font = self._loaded.get((file, size))
        if font is None:
            from PIL import ImageFont

            font = ImageFont.truetype(
                str(font_file(self._templates, file)), size, layout_engine=ImageFont.Layout.BASIC
            )
            with suppress(OSError):  # a face of one weight
                if weight:
                    font.set_variation_by_axes([weight])
            self._loaded[file, size] = font
        return font

    def _runs(self, text: str, face: Face, size: int) -> Iterator[tuple[str, FreeTypeFont]]:
        """Pieces of a text with the font that has each."""
        run, file = "", face.files[0]
        for sign in text:
            needed = file if sign == " " else self._file_of(sign, face) or file
            if needed != file and run:
                yield run, self._font(file, size, face.weight)
                run = ""
            run, file = run + sign, needed
        if run:
            yield run, self._font(file, size, face.weight)

    def _width(self, text: str, face: Face, size: int) -> float:
        width = self._widths.get((face, size, text))
        if width is None:
            if len(self._widths) > 50_000:
                self._widths.clear()
            runs = self._runs(text, face, size)
            width = self._widths[face, size, text] = sum(font.getlength(run) for run, font in runs)
        return width

    def _folded(self, words: Sequence[str], face: Face, size: int, room: int) -> list[str]:
        """Words in lines that are no longer than the `room`."""
        lines: list[str] = []
        space = self._width(" ", face, size)
        line, filled = "", 0.0
        for word in words:
            for piece in self._split(word, face, size, room):
                width = self._width(piece, face, size)
                if line and filled + space + width > room:
                    lines.append(line)
                    line, filled = piece, width
                else:
                    filled += width + (space if line else 0)
                    line = f"{line} {piece}" if line else piece
        return [*lines, line] if line else lines

    def _split(self, word: str, face: Face, size: int, room: int) -> Iterator[str]:
        """A word, in pieces where it is longer than a line."""
        while word and self._width(word, face, size) > room:
            end = len(word) - 1
            while end > 1 and self._width(word[:end], face, size) > room:
                end -= 1
            yield word[:end]
            word = word[end:]
        if word:
            yield word

    def _fitted(self, words: Sequence[str], room: int) -> tuple[int, list[str]]:
        """The largest size of a title that fits, and its lines; what fits in none is cut."""
        size, most, lines = 0, 0, []
        for size, most in _TITLE_SIZES:
            lines = self._folded(words, _SERIF, size, room)
            if len(lines) <= most:
                break
        return size, _cut(lines, most)

    def _write(
        self, picture: Image, text: str, face: Face, size: int, at: tuple[int, int], ink: int
    ) -> None:
        """Write one line in the ink of that number."""
        left: float = at[0]
        for run, font in self._runs(text, face, size):
            _stain(picture, run, font, (round(left), at[1]), ink)
            left += font.getlength(run)


def blank(palette: Palette) -> bytes:
    """A card with nothing on it but the mark of the project."""
    picture = _paper(palette)
    size = 240
    _mark(picture, ((WIDTH + _BAND - size) // 2, (HEIGHT - size) // 2), size)
    return _png(picture)


def _paper(palette: Palette) -> Image:
    """An empty card, with its band."""
    from PIL import Image, ImageDraw

    picture = Image.new("P", SIZE, 0)
    picture.putpalette(_shades(palette))
    ImageDraw.Draw(picture).rectangle((0, 0, _BAND - 1, HEIGHT), fill=3 * _SHADES)
    return picture


def _png(picture: Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=6)
    return file.getvalue()


def _stain(picture: Image, text: str, font: FreeTypeFont, at: tuple[int, int], ink: int) -> None:
    """Write a text of one font at a place."""
    from PIL import Image, ImageDraw

    box = font.getbbox(text, anchor="la")
    area = Image.new("L", (max(int(box[2]) + 2, 1), max(int(box[3]) + 2, 1)), 0)
    ImageDraw.Draw(area).text((0, 0), text, fill=255, font=font, anchor="la")
    _ink(picture, area, at, ink)


def _mark(picture: Image, at: tuple[int, int], size: int) -> int:
    """Draw the mark of the project with its corner at a place; returns where text may follow it."""
    from PIL import Image, ImageDraw

    large = size * 4 / 24  # drawn larger, so that its edges become smooth
    area = Image.new("L", (size * 4, size * 4), 0)
    draw = ImageDraw.Draw(area)
    draw.polygon([(x * large, y * large) for x, y in _MARK], fill=255)
    for corners in _MARK_LINES:
        draw.rectangle([part * large for part in corners], fill=0)
    _ink(picture, area.resize((size, size), Image.Resampling.BOX), at, 2)
    return at[0] + size + 6


def _ink(picture: Image, area: Image, at: tuple[int, int], ink: int) -> None:
    """Put an area of grey, where white is full ink, on the picture in that ink."""
    shades = [ink * _SHADES + round(v * (_SHADES - 1) / 255) + 1 for v in range(256)]
    picture.paste(area.point(shades), at, area.point([0] * 16 + [255] * 240))


def _cut(lines: list[str], most: int) -> list[str]:
    """The first lines, the last of them marked where others follow."""
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], lines[most - 1].rstrip(" ,;:.") + "\u2026"]


@lru_cache(maxsize=1)
def _shades(palette: Palette) -> list[int]:
    """Red, green and blue of every colour: the paper, then all shades of each ink."""
    paper = _parts(palette.paper)
    parts = [*paper]
    for ink in map(_parts, (palette.ink, palette.ink_soft, palette.accent)):
        for shade in range(_SHADES):
            depth = shade / (_SHADES - 1)
            parts += [round(p + (i - p) * depth) for p, i in zip(paper, ink, strict=True)]
    return parts


def _parts(colour: Colour) -> bytes:
    """Red, green and blue of a colour on light pages."""
    return bytes.fromhex(colour.light.removeprefix("#"))
