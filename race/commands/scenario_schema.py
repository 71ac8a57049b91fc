"""`race scenario schema`: prints the JSON Schema of scenario files, or of the game's own data."""

from __future__ import annotations

import argparse
from pathlib import Path

from race.scenario.editor.game_schema import game_schema_text
from race.scenario.editor.schema import schema_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race scenario schema`."""
    parser.add_argument(
        "--game", action="store_true", help="that of scenarios/game and of scripts of a game"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it there instead")
    parser.add_argument("--json", action="store_true", help="as without it: a schema is JSON")


def run(args: argparse.Namespace) -> int:
    """Print the schema, or write it to a file."""
    text = game_schema_text() if args.game else schema_text()
    if args.out is None:
        print(text, end="")
    else:
        args.out.write_text(text, encoding="utf-8")
    return 0
