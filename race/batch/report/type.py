"""The project's type, where it is shipped: for the pictures, and set into the page."""

from __future__ import annotations

import base64
import io
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from race.base.errors import RunError
from race.paths import assets_folder

FAMILY = "IBM Plex Sans"
_FILES = {
    400: "IBMPlexSans-Regular.ttf",
    600: "IBMPlexSans-SemiBold.ttf",
    700: "IBMPlexSans-Bold.ttf",
}


def fonts() -> dict[int, Path]:
    """Return the font files by weight; none where they are not shipped."""
    try:
        folder = assets_folder() / "fonts"
    except RunError:
        return {}
    return {weight: folder / name for weight, name in _FILES.items() if (folder / name).is_file()}


def faces(letters: str) -> str:
    """Return CSS that sets the type into a page, cut down to the letters that it uses."""
    return "\n".join(_face(weight, path, letters) for weight, path in fonts().items())


def _face(weight: int, path: Path, letters: str) -> str:
    font = TTFont(path, recalcTimestamp=False)
    options = subset.Options(layout_features=["kern", "tnum", "mark", "mkmk", "ccmp"])
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    font.flavor = "woff"
    buffer = io.BytesIO()
    font.save(buffer, reorderTables=False)
    data = base64.b64encode(buffer.getvalue()).decode()
    return (
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; '
        f"src: url(data:font/woff;base64,{data}) format('woff'); }}"
    )
