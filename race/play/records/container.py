"""A sealed container: bytes that show when they were damaged, cut or stretched.

Magic, format version, length of the payload, payload, SHA-256 of all before it. Nothing of the
payload is looked at before the seal is found right. The seal shows damage, not who wrote it: the
payload is checked again by who reads it.
"""

from __future__ import annotations

import hashlib
import struct
from typing import Final

MAGIC: Final = b"3KMGAME\n"
LARGEST_BYTES: Final = 4 * 2**20
_HEAD: Final = struct.Struct("<8sIQ")
_SEAL: Final = hashlib.sha256().digest_size
SMALLEST_BYTES: Final = _HEAD.size + _SEAL


def seal(payload: bytes, version: int) -> bytes:
    """Return a container of a payload.

    Raises:
        ValueError: the payload is too long.
    """
    body = _HEAD.pack(MAGIC, version, len(payload)) + payload
    if len(body) + _SEAL > LARGEST_BYTES:
        raise ValueError(f"{len(payload)} bytes are too many to save")
    return body + hashlib.sha256(body).digest()


def unseal(content: bytes) -> tuple[int, bytes]:
    """Return the format version and the payload of a container.

    Raises:
        ValueError: it is none, or it is damaged; the message says how in a few words.
    """
    if not content.startswith(MAGIC[: len(content)]) or not content:
        raise ValueError("not a saved game")
    if not SMALLEST_BYTES <= len(content) <= LARGEST_BYTES:
        raise ValueError("cut short" if len(content) < SMALLEST_BYTES else "too long")
    _, version, length = _HEAD.unpack_from(content)
    if length != len(content) - SMALLEST_BYTES:
        raise ValueError("cut short or stretched")
    body = content[:-_SEAL]
    if hashlib.sha256(body).digest() != content[-_SEAL:]:
        raise ValueError("the seal is broken")
    return version, body[_HEAD.size :]
