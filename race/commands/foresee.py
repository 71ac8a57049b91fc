"""A process that looks ahead for the window: reads questions on standard input, answers as JSON.

`python -m race.commands.foresee` is started by the window and not by people. A line in has the
record of the game and the card that is edited; lines out are its preview, and fans of futures with
it and without it, first of few futures and a year more each time, then of more futures. A new
question ends the answer to the last one; what was played without a card is kept for the next. A
line without a card makes ready for one.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import islice
from typing import Any

from race.base.errors import RaceError
from race.ground_app import ground
from race.play.ground import Ground
from race.play.plain import from_plain
from race.play.record import Card, Record
from race.play.session import Session

FUTURES = 256
LONGEST_LINE = 4_000_000
NICENESS = 5


class Seer:
    """Answers questions; keeps the game of the last one, so that a card more costs no replay."""

    def __init__(self) -> None:
        self._grounds: dict[tuple[str, tuple[str, ...]], Ground] = {}
        self._session: Session | None = None

    def session(self, record: Record, seat: str) -> Session:
        """Return the game of a record, with a seat to move.

        Raises:
            RaceError: the record is not one of this version.
        """
        kept, self._session = self._session, None
        if kept is None or not kept.follow(record):
            opening = record.opening
            key = _key(record)
            if key not in self._grounds:
                self._grounds[key] = ground(opening.scenario, opening.overlays)
            kept = Session(self._grounds[key], record)
        self._session = kept
        kept.record = replace(kept.record, language=record.language)
        kept.lay(record.open, seat)
        return kept

    def answers(self, question: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield the preview of a card, and fans with it and without it; the next year comes first."""
        number = question["id"]
        record = from_plain(question["record"])
        session = self.session(record, question["seat"])
        seat, given = question["seat"], question.get("card")
        card = None if given is None else Card(seat, given["order"], dict(given["parameters"]))
        futures: Iterator[dict[str, Any]] = iter(())
        if card is None and not question.get("causes"):
            next(session.fans(FUTURES), None)  # the next question will want it
        if question.get("fan"):
            futures = self._futures(number, session, record, seat, card)
        # The nearest year of both fans, then what the card changes, then the rest.
        yield from islice(futures, 1)
        if card is not None:
            shown = session.preview(card.order, card.parameters)
            yield {"id": number, "kind": "preview", "preview": asdict(shown)}
        if question.get("causes"):
            for one in session.causes():
                yield {"id": number, "kind": "cause", **asdict(one)}
        yield from futures

    def _futures(
        self, number: int, session: Session, record: Record, seat: str, card: Card | None
    ) -> Iterator[dict[str, Any]]:
        """Yield fans without a card and with it, of the same years, better each time."""
        start = time.perf_counter()
        cards = record.open.cards
        laid = {"without": cards} | ({} if card is None else {"with": (*cards, card)})
        found = []
        for mine in laid.values():
            session.lay(replace(record.open, cards=mine), seat)
            found.append(session.fans(FUTURES))
        session.lay(record.open, seat)
        for fans in zip(*found, strict=True):
            spent = 1000.0 * (time.perf_counter() - start)
            parts = {part: asdict(fan) for part, fan in zip(laid, fans, strict=True)}
            yield {"id": number, "kind": "fan", "wanted": FUTURES, "ms": spent, **parts}


def _key(record: Record) -> tuple[str, tuple[str, ...]]:
    return record.opening.scenario, record.opening.overlays


def main() -> int:
    """Answer until standard input ends."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(lines,), daemon=True).start()
    seer = Seer()
    line = lines.get()
    while line:
        later = _answer(seer, line, lines)
        line = lines.get() if later is None else later
    return 0


def _read(lines: queue.SimpleQueue[str]) -> None:
    for line in sys.stdin:
        lines.put(line)
    lines.put("")


def _answer(seer: Seer, line: str, lines: queue.SimpleQueue[str]) -> str | None:
    """Answer a question until it is done or another one comes; return that one."""
    number = -1
    try:
        question = json.loads(line[:LONGEST_LINE])
        number = question["id"]
        for answer in seer.answers(question):
            _tell(answer)
            if question.get("fan") and not lines.empty():
                break
        _tell({"id": number, "kind": "done"})
    except (RaceError, ValueError, KeyError, TypeError) as error:
        _tell({"id": number, "kind": "fault", "text": str(error)})
    return None if lines.empty() else lines.get()


def _tell(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
