"""A game as a line of text that can be sent: scenario, seed, seats, difficulty and all orders."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from typing import Final

from race.base.errors import InputError
from race.play.records.plain import as_plain, from_plain, parse
from race.play.records.record import Record

PREFIX: Final = "3KM1-"
LONGEST_CODE: Final = 64 * 1024
LARGEST_TEXT: Final = 2**20
_CHECK: Final = 6


def to_code(record: Record) -> str:
    """Return the share code of a game."""
    text = json.dumps(as_plain(record), separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    packed = zlib.compress(text.encode(), 9)
    check = hashlib.sha256(packed).digest()[:_CHECK]
    return PREFIX + base64.urlsafe_b64encode(check + packed).decode().rstrip("=")


def from_code(code: str) -> Record:
    """Return the game of a share code; spaces and line breaks in it do not matter.

    Raises:
        InputError: it is not such a code, or part of it is missing or mistyped.
    """
    joined = "".join(code.split())
    try:
        return from_plain(parse(_unpacked(joined)))
    except (ValueError, zlib.error) as error:
        raise InputError(
            f"share code {joined[:12]!r}...: {str(error)[:200]}; allowed: a whole code as `race "
            f"play` gives it, beginning with {PREFIX}; copy it again"
        ) from error


def _unpacked(code: str) -> bytes:
    if not code.startswith(PREFIX):
        raise ValueError("not a share code")
    if len(code) > LONGEST_CODE:
        raise ValueError("too long")
    body = code.removeprefix(PREFIX).encode("ascii")
    content = base64.b64decode(body + b"=" * (-len(body) % 4), altchars=b"-_", validate=True)
    check, packed = content[:_CHECK], content[_CHECK:]
    if hashlib.sha256(packed).digest()[:_CHECK] != check:
        raise ValueError("letters are missing or mistyped")
    inflate = zlib.decompressobj()
    text = inflate.decompress(packed, LARGEST_TEXT)
    if not inflate.eof or inflate.unused_data:
        raise ValueError("too long, or cut short")
    return text
