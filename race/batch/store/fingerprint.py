"""Which model this is: a hash of the code that makes the figures.

The version alone does not tell: code between two releases has that of the first.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

PACKAGES = (
    "race.base", "race.scenario", "race.world", "race.rules", "race.engine",
    "race_agents.policies",
)  # fmt: skip
"""Everything that a future passes through; what draws, plays and reports is not among it."""


@cache
def model_hash() -> str:
    """Return the SHA-256 of the sources of the model, whatever their line ends."""
    found = hashlib.sha256()
    for package in PACKAGES:
        for folder in _folders(package):
            for path in sorted(folder.rglob("*.py")):
                text = path.read_bytes().replace(b"\r\n", b"\n")
                found.update(f"{package}/{path.relative_to(folder).as_posix()}\0".encode())
                found.update(len(text).to_bytes(8, "big") + text)
    return found.hexdigest()


def _folders(package: str) -> list[Path]:
    """Return where a package lies; nowhere if it is not installed."""
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec is not None else None
    return [Path(place) for place in places or ()]
