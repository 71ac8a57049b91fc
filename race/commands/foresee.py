"""A process that looks ahead for the window: reads questions on standard input, answers as JSON.

`python -m race.commands.foresee` is started by the window and not by people. A line in has the
record of the game and the card that is edited; lines out are its preview, then fans of futures with
it and without it, of more and more futures. A new question ends the answer to the last one.
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
from typing import Any

from race.base.errors import RaceError
from race.ground_app import ground
from race.play.ground import Ground
from race.play.plain import from_plain
from race.play.record import Card, Record
from race.play.session import Session

STAGES = (16, 64, 256)
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
        kept = self._session
        if kept is None or (kept.record.opening, kept.record.turns) != (
            record.opening,
            record.turns,
        ):
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
        """Yield the preview of a card, then fans with it and without it."""
        number = question["id"]
        record = from_plain(question["record"])
        session = self.session(record, question["seat"])
        card = question.get("card")
        if card is not None:
            shown = session.preview(card["order"], card["parameters"])
            yield {"id": number, "kind": "preview", "preview": asdict(shown)}
        if question.get("causes"):
            for one in session.causes():
                yield {"id": number, "kind": "cause", **asdict(one)}
        if not question.get("fan"):
            return
        for futures in STAGES:
            start = time.perf_counter()
            without = self._fan(session, record, question["seat"], None, futures)
            yield self._told(number, futures, without, "without", start)
            if card is not None:
                start = time.perf_counter()
                fan = self._fan(session, record, question["seat"], card, futures)
                yield self._told(number, futures, fan, "with", start)

    def _fan(
        self, session: Session, record: Record, seat: str, card: dict[str, Any] | None, futures: int
    ) -> dict[str, Any] | None:
        opened = record.open
        if card is not None:
            laid = Card(seat, card["order"], dict(card["parameters"]))
            opened = replace(opened, cards=(*opened.cards, laid))
        session.lay(opened, seat)
        fan = session.foresight(futures)
        session.lay(record.open, seat)
        return None if fan is None else asdict(fan)

    def _told(
        self, number: int, futures: int, fan: dict[str, Any] | None, part: str, start: float
    ) -> dict[str, Any]:
        spent = 1000.0 * (time.perf_counter() - start)
        return {"id": number, "kind": "fan", "part": part, "futures": futures,
                "wanted": STAGES[-1], "ms": spent, "fan": fan}  # fmt: skip


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
        line = _answer(seer, line, lines) or lines.get()
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
