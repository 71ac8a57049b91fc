"""Colours, sizes of type and the look of actors. No other file names a colour.

Red is for harm only, plates for distances and years only, lamp for the light of clusters only.
"""

from typing import NamedTuple

Colour = tuple[int, int, int]


def _hex(text: str) -> Colour:
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)


NIGHT = _hex("12110F")
ASPHALT = _hex("1B1A17")
CARD = _hex("26241F")
RAISED = _hex("322F28")
SEA = _hex("161512")
LAND = _hex("2C2922")
GRID = _hex("23211D")
HOSTS = (_hex("3D372C"), _hex("524936"), _hex("6B5E44"), _hex("8A7852"))
RULE = _hex("3A3730")
RULE2 = _hex("5A5447")
PAPER = _hex("F2E8D3")
PAPER2 = _hex("BDB4A0")
PAPER3 = _hex("A39C8B")
INK = _hex("12110F")
RED = _hex("FA6E57")
RED_FILL = _hex("C8371F")
GOOD = _hex("5FC9A0")
LAMP = _hex("FFE3A3")
SIGN = _hex("1E4F91")
SKY = (_hex("0E1219"), _hex("131A24"), _hex("1A2330"))
ROAD = _hex("2D2B28")
EDGE = _hex("5C574D")
DASH = _hex("8C836F")
WHITE = _hex("FFFFFF")

SMALL = 12
NAME = 14
TITLE = 20
HERO = 44
GIANT = 132

WIDTH, HEIGHT = 1280, 720
"""The logical screen; scaled by one factor, and every box is given in its units."""


class Look(NamedTuple):
    """How an actor is told apart: colour, shape of its marker, file of its flag ('' = drawn)."""

    colour: Colour
    shape: str
    flag: str


_OWN_COLOURS = {
    "US": Look(_hex("63B8F2"), "circle", "US"),
    "CN": Look(_hex("E8A11C"), "diamond", "CN"),
    "RU": Look(_hex("F3E04B"), "square", "RU"),
    "AE": Look(_hex("21B98C"), "triangle", "AE"),
    "FR": Look(_hex("D586B4"), "hexagon", "FR"),
    "POOL": Look(_hex("D9D2C3"), "ring", ""),
}
PALETTES: dict[str, dict[Colour, Colour]] = {
    "usual": {},
    "safe": {
        _OWN_COLOURS["US"].colour: _hex("55BBFF"),
        _OWN_COLOURS["CN"].colour: _hex("DD8800"),
        _OWN_COLOURS["RU"].colour: _hex("FFEE55"),
        _OWN_COLOURS["AE"].colour: _hex("77AA66"),
        _OWN_COLOURS["FR"].colour: _hex("CCEEFF"),
        _OWN_COLOURS["POOL"].colour: _hex("AA99AA"),
        GOOD: _hex("8FD0FF"),
    },
}
"""What is drawn in place of a colour. The safe palette keeps any two actors at least 26 apart in
CIELAB for each of the three kinds of colour blindness (Machado 2009, severity 1); the usual one has
12 to 17, and shapes and flags with it."""
_SHAPES = ("square", "triangle", "hexagon", "diamond", "circle")


def look(actor: str, home: str = "", kind: str = "") -> Look:
    """Return the look of an actor: six colours are given, all others are grey with a flag.

    A company wears the flag and the colour of its home, in another shape; an open pool has neither.
    """
    if kind == "open_collective":
        return _OWN_COLOURS["POOL"]
    if actor in _OWN_COLOURS:
        return _OWN_COLOURS[actor]
    shape = _SHAPES[sum(map(ord, actor)) % len(_SHAPES)]
    if home in _OWN_COLOURS:
        return Look(_OWN_COLOURS[home].colour, shape, home)
    return Look(PAPER3, shape, home or actor)
