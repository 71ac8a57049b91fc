"""Checks of what the command line was given."""

from __future__ import annotations

from pathlib import Path

from race.base.errors import InputError

LARGEST_SEED = 2**63 - 1


def within(argument: str, given: int, least: int, most: int) -> None:
    """Refuse a number that is not allowed.

    Raises:
        InputError: it is not.
    """
    if not least <= given <= most:
        raise InputError(f"{argument}: given {given}; allowed: {least} to {most}")


def no_file(folder: Path) -> None:
    """Refuse a file where --out names a folder.

    Raises:
        InputError: it is one.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"--out: {folder} is a file; give a folder")


def made_folder(folder: Path) -> None:
    """Make the folder that --out names, unless it is there.

    Raises:
        InputError: it is a file.
        OSError: it cannot be made.
    """
    no_file(folder)
    folder.mkdir(parents=True, exist_ok=True)
