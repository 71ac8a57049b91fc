"""`race scenario schema`: prints the JSON Schema of scenario files."""

from __future__ import annotations

import argparse
from pathlib import Path

from race.scenario.schema import schema_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race scenario schema`."""
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it there instead")
    parser.add_argument("--json", action="store_true", help="as without it: a schema is JSON")


def run(args: argparse.Namespace) -> int:
    """Print the schema, or write it to a file."""
    if args.out is None:
        print(schema_text(), end="")
    else:
        args.out.write_text(schema_text(), encoding="utf-8")
    return 0
