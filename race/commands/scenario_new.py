"""`race scenario new`: writes a commented starter that runs as it is."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from race.scenario.editor.starter import Wanted, begin


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race scenario new`."""
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="the file to write, such as my.yaml"
    )
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument(
        "--from",
        dest="base",
        default="2022",
        metavar="NAME",
        help="the shipped scenario that it changes; 2022 if not given",
    )
    kind.add_argument(
        "--world", action="store_true", help="a made-up world of its own, with every key once"
    )
    parser.add_argument("--title", default="", metavar="TEXT", help="its title")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Write the starter and the schema beside it.

    Raises:
        InputError: the file is there already, or a name is wrong.
    """
    wanted = Wanted(args.file, "" if args.world else args.base, args.title)
    path, schema = begin(wanted)
    if args.json:
        print(json.dumps({"file": str(path), "schema": str(schema)}, ensure_ascii=False))
        return 0
    print(f"Wrote {path}, and {schema} for your editor.")
    print(f"Next: race scenario check {path}")
    print(f"      race run {path} --replicates 16")
    print(f"      race play {path}")
    return 0
