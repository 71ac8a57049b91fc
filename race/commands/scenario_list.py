"""`race scenario list`: lists the shipped scenarios."""

from __future__ import annotations

import argparse
import json
import textwrap
from typing import Any

from race.paths import shipped_scenarios
from race.scenario.files.heads import HeadOfFile, head_of

WIDTH = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race scenario list`."""
    parser.add_argument("--json", action="store_true", help="print one JSON list")


def run(args: argparse.Namespace) -> int:
    """Print every shipped scenario with its time, title, question and overlays."""
    heads = [head_of(name) for name in shipped_scenarios()]
    if args.json:
        print(json.dumps([_as_json(head) for head in heads], ensure_ascii=False, indent=2))
    else:
        print("\n".join(_as_text(head) for head in heads))
    return 0


def _as_json(head: HeadOfFile) -> dict[str, Any]:
    return {
        "name": head.name,
        "extends": head.extends or None,
        **head.head,
        "overlays": list(head.overlays),
    }


def _as_text(head: HeadOfFile) -> str:
    years = f"{head.text('start')[:4]}-{head.text('end')[:4]}"
    lines = [f"{head.name}  {years}  {head.text('title')}"]
    if head.text("question"):
        lines += textwrap.wrap(head.text("question"), WIDTH - 4)
    if head.overlays:
        lines.append(f"overlays: {', '.join(head.overlays)}")
    return "\n    ".join(lines)
