"""Pieces of HTML: escaped text, tables with headings, pictures with their text."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_NUMBER_AND_UNIT = re.compile(r"(\d) (%|(?:cm|m|km|times|years)\b)")


@dataclass(frozen=True)
class Picture:
    """A picture of the report in all its forms.

    Attributes:
        name: of its files.
        title: what it shows.
        alt: what a reader who cannot see it should know.
        wide, narrow: SVG for the page.
        alone: SVG with title and sources, for a file.
        png: the same as PNG.
    """

    name: str
    title: str
    alt: str
    wide: bytes
    narrow: bytes
    alone: bytes
    png: bytes


def text(words: object) -> str:
    """Return words as they may stand in HTML."""
    return html.escape(str(words), quote=True)


def paragraph(words: str, kind: str = "") -> str:
    """Return a paragraph of plain words."""
    return f"<p{_kind(kind)}>{text(whole(words))}</p>"


def whole(words: str) -> str:
    """Keep numbers on one line with their units."""
    return _NUMBER_AND_UNIT.sub("\\1\N{NO-BREAK SPACE}\\2", words)


def section(name: str, title: str, *parts: str) -> str:
    """Return a section with its heading; nothing if it has no parts."""
    inside = "\n".join(part for part in parts if part)
    if not inside:
        return ""
    return f'<section id="{name}">\n<h2>{text(title)}</h2>\n{inside}\n</section>'


def folded(summary: str, inside: str, *, on_paper: bool = True) -> str:
    """Return what opens on a click, and stands open on paper or is left out there."""
    kind = "" if on_paper else "screen"
    return f"<details{_kind(kind)}>\n<summary>{text(summary)}</summary>\n{inside}\n</details>"


def table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    words: Sequence[int] = (0,),
    kind: str = "",
) -> str:
    """Return a table; columns of `words` are set to the left, numbers to the right.

    The first cell of a row is its heading. The table scrolls by itself where it is too wide.
    """
    heads = "".join(
        f'<th scope="col"{_kind("" if place in words else "number")}>{text(one)}</th>'
        for place, one in enumerate(head)
    )
    body = "\n".join(_row(row, words) for row in rows)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{text(caption)}">\n'
        f"<table{_kind(kind)}>\n<caption><span>{text(caption)}</span></caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )


def picture(one: Picture, caption: str) -> str:
    """Return a picture that fits a screen, a phone or paper, with its caption."""
    wide, narrow = _data(one.wide), _data(one.narrow)
    return (
        f'<figure id="picture-{one.name}">\n<picture>\n'
        f'<source media="(max-width: 640px)" srcset="{narrow}">\n'
        f'<img src="{wide}" alt="{text(one.alt)}">\n</picture>\n'
        f"<figcaption>{text(whole(caption))} <span class='files'>{_files(one.name)}</span></figcaption>\n"
        "</figure>"
    )


def code(lines: Iterable[str]) -> str:
    """Return commands, one a line."""
    return f"<pre><code>{text(chr(10).join(lines))}</code></pre>"


def _files(name: str) -> str:
    return f'<a href="{name}.svg">SVG</a> <a href="{name}.png">PNG</a>'


def _data(svg: bytes) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode()


def _row(row: Sequence[str], words: Sequence[int]) -> str:
    first, *others = row
    cells = "".join(
        f"<td{_kind('' if place in words else 'number')}>{text(one)}</td>"
        for place, one in enumerate(others, start=1)
    )
    return f'<tr><th scope="row">{text(first)}</th>{cells}</tr>'


def _kind(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
