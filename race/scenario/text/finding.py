"""A fault of the merged content, before it is known which file it comes from."""

from __future__ import annotations

from typing import NamedTuple

from race.scenario.text.marks import KeyPath


class Finding(NamedTuple):
    """What is wrong at a path of the merged content.

    Attributes:
        path: path of the value.
        given: what stands there.
        allowed: what may stand there, beginning with the word `allowed:`.
        advice: what to do.
        at_key: the fault is the key, not its value.
        offset: characters into a text of one line at which the fault begins.
    """

    path: KeyPath
    given: str
    allowed: str = ""
    advice: str = ""
    at_key: bool = False
    offset: int | None = None
