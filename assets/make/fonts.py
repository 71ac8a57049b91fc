"""Unpacks IBM Plex Sans from the WOFF files of npm's @ibm/plex-sans, and copies DejaVu Sans.

WOFF is a lossless container: the fonts come out as they went in. DejaVu is the copy that matplotlib
ships. Usage: python assets/make/fonts.py FOLDER_OF_PACKAGE
"""

import shutil
import sys
from pathlib import Path

import matplotlib as mpl
from fontTools.ttLib import TTFont

WEIGHTS = ("Regular", "SemiBold", "Bold")
FONTS = Path(__file__).parents[1] / "fonts"


def main(package: Path) -> None:
    """Write the four fonts."""
    for weight in WEIGHTS:
        (source,) = package.rglob(f"complete/woff/IBMPlexSans-{weight}.woff")
        font = TTFont(source)
        font.flavor = None
        font.save(FONTS / f"IBMPlexSans-{weight}.ttf")
    shutil.copy(Path(mpl.get_data_path()) / "fonts/ttf/DejaVuSans.ttf", FONTS)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
