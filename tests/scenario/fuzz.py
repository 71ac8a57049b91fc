"""Damages scenario files at random and looks at what the reader makes of them.

`make soak` runs it by itself with many more inputs: python -m tests.scenario.fuzz NUMBER SEED.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from race.base.errors import Fault, InputError
from race.scenario.checks.playable import Policies, PolicyFacts
from race.scenario.load import find_faults

SMALL = """\
scenario: {id: s, title: S, start: 2022-01, end: 2024-12, steps_per_year: 4}
sources: {T1: {what: a table, status: MODEL}}
countries:
  RU: {name: Russia, trust: {value: 30, unit: points, low: 10, high: 50, source: T1, status: MODEL}}
  NO: {name: Norway}
companies:
  LAB: {name: Lab, kind: lab, home: RU, buys: true, source: T1, status: MODEL}
chips:
  FAST:
    {name: Fast, aliases: [F1], designer: LAB, vendor: Lab, home: RU, first_volume: 2021-06, peak_16bit_tflops: 3e2,
    io_gbs: 600, memory_gb: 80, memory_tbs: 2, tdp_w: 400, data_centre: true, source: T1, status: MODEL}
groups: {D5: {title: embargoed, members: [{country: RU}], source: T1, status: MODEL}}
measures:
  first:
    title: First
    issuer: "NO"
    kind: chips
    announced: 2022-10-07
    effective: 2022-10-07
    destinations: [D5]
    clauses:
      - {outcome: denied, tpp_at_least: 4800}
    source: T1
    status: MODEL
parameters:
  a.share: {value: 0.4, unit: "1", low: 0.3, high: 0.5, source: T1, status: MODEL,
    distribution: {kind: triangular, low: 0.3, mode: 0.4, high: 0.5}}
"""
STORY = """\
extends: base.yaml
script:
  a: {when: 2022-06, until: 2023, actor: LAB, order: rent, value: 0.5}
  b: {when: "gap_years(RU) > 1 and not year >= 2024", event: tension, value: 2}
ends: {e: {title: far, when: 'kilometres(RU) > 0.5 * ratio(RU)'}}
objectives: {o: {of: RU, title: near, win: rank(RU) <= 1, by: 2023}}
play: {seats: [RU, LAB], orders: [rent, grey]}
policies: {RU: bystander, LAB: frontier_lab}
hubs: {h: {country: "NO", name: Oslo, latitude: 59.9, longitude: 10.7, source: T1, status: MODEL}}
overlays:
  strict: {measures: {first: {effective: 2022-11-01}}}
"""
TEXTS = (SMALL, STORY)
POLICIES: tuple[Policies, ...] = (
    {},
    {},
    {},
    {"bystander": PolicyFacts(), "frontier_lab": PolicyFacts()},
)
"""Mostly files that are only looked at: these lack much that a run needs."""
PIECES = (
    "", " ", "\n", "\t", ":", ": ", ",", "{", "}", "[", "]", "'", '"', "#", "- ", "&a ", "*a", "!!str ",
    "|", ">", "%", "@", "`", "?", "<<: ", "---\n", "...", "null", "true", "on", "NO", "1e6", "1e999", ".nan",
    ".inf", "-1", "0", "08", "1_000", "12:30", "9" * 30, "2022-13", "2022-02-30", "\0", "\x07", "\ufeff",
    "\u2028", "é", "я", "😀", "extends: ", "include: [", "../", "/etc/passwd", "chips", "value", "unit",
    "source: T1", "(", ")", "> <", "and not", "gap_years(", "\\", "\r\n", "x" * 300,
)  # fmt: skip


def damaged(text: str, chance: random.Random) -> str:
    """Return a text with one to four pieces put in, cut out, doubled, moved or swapped."""
    for _ in range(chance.randint(1, 4)):
        text = chance.choice(WAYS)(text, chance)
    return text


def _put_in(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(PIECES) + text[at:]


def _cut_out(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.choice((1, 1, 2, 5, 30, 300)) :]


def _replace_word(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    words[chance.randrange(len(words))] = chance.choice((*PIECES, chance.choice(words)))
    return " ".join(words)


def _move_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randrange(len(lines) + 1), " " * chance.choice((0, 0, 1, 2, 4)) + line)
    return "\n".join(lines)


def _double_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
    return "\n".join(lines)


def _change_letter(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return (
        text[:at]
        + chr(chance.choice((chance.randrange(32, 127), chance.randrange(1, 3000))))
        + text[at + 1 :]
    )


WAYS: tuple[Callable[[str, random.Random], str], ...] = (
    _put_in, _cut_out, _replace_word, _replace_word, _move_line, _double_line, _change_letter,
)  # fmt: skip


def misplaced(faults: list[Fault]) -> list[Fault]:
    """Return the faults that tell no line and column of their file, though there is such a place.

    A file that cannot be read as text at all, or has too much of something, has no place.
    """
    return [one for one in faults if one.line is None or one.column is None]


def try_inputs(folder: Path, number: int, seed: int) -> dict[str, int]:
    """Read damaged files; return how many were good, how many had faults.

    Raises:
        AssertionError: a fault has no place; with the text that was read.
        Exception: whatever the reader should not have raised, with the same.
    """
    chance = random.Random(seed)  # noqa: S311  # damage, not secrets
    path = folder / "s.yaml"
    (folder / "base.yaml").write_text(SMALL, encoding="utf-8")
    counts = {"good": 0, "bad": 0}
    for _ in range(number):
        text = damaged(chance.choice(TEXTS), chance)
        faults = read_text(path, text, chance.choice(POLICIES))
        counts["bad" if faults else "good"] += 1
    return counts


def read_text(path: Path, text: str, policies: Policies) -> list[Fault]:
    """Write a text to a file, read it, and hold every fault to telling its place."""
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        faults = find_faults(path, policies)
    except InputError as error:
        raise AssertionError(f"not placed: {error}\n{text}") from error
    except Exception as error:
        error.add_note(text)
        raise
    lost = misplaced(faults)
    assert not lost, f"{lost}\n{text}"
    assert all("\n" not in str(fault) for fault in faults), text
    return faults


def main() -> None:
    """Try as many inputs as the command line says."""
    number, seed = int(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        print(try_inputs(Path(folder), number, seed))  # noqa: T201  # the report of a tool


if __name__ == "__main__":
    main()
