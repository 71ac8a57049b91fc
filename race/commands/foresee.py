"""A process that looks ahead for the window: reads questions on standard input, answers as JSON.

`python -m race.commands.foresee` is started by the window and not by people. A line in has the
record of the game and the card that is edited; lines out are its preview, and fans of futures with
it and without it, first of few futures and a year more each time, then of more futures. A new
question ends the answer to the last one; what was played without a card is kept for the next. A
line without a card makes ready for one. Where there are more processors, helpers of the same
program play some blocks of futures; a question that names `blocks` is answered in parts.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from race.base.errors import RaceError
from race.commands.foresee_helpers import ALONE, Helpers, spare_processors
from race.ground_app import ground
from race.play.foresight.fan import Gathered, Part
from race.play.playing.ground import Ground
from race.play.records.plain import from_plain
from race.play.records.record import Card, Record
from race.play.session import Session

FUTURES = 256
LONGEST_LINE = 4_000_000
PATIENCE_S = 0.02
"""For what helpers say, before it is looked whether another question has come."""
NICENESS = 5


class Seer:
    """Answers questions; keeps the game of the last one, so that a card more costs no replay."""

    def __init__(self, helpers: Helpers | None = None) -> None:
        self._helpers = helpers or Helpers(0)
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

    def answers(self, question: dict[str, Any]) -> Iterator[dict[str, Any] | None]:
        """Yield the preview of a card, and fans with it and without it; the next year comes first.

        None is a moment at which nothing has come.
        """
        number = question["id"]
        record = from_plain(question["record"])
        session = self.session(record, question["seat"])
        seat, given = question["seat"], question.get("card")
        card = None if given is None else Card(seat, given["order"], dict(given["parameters"]))
        if question.get("causes"):
            for one in session.causes():
                yield {"id": number, "kind": "cause", **asdict(one)}
            return
        if question.get("likely"):
            orders = [asdict(one) for one in session.likely(question["likely"])]
            yield {"id": number, "kind": "likely", "orders": orders}
            return
        if "blocks" in question:
            for found in self._own(question, session, record, card, question["blocks"]):
                told = card is not None and found is not None
                yield {"id": number, "kind": "parts", "parts": found} if told else None
            return
        futures: Iterator[dict[str, Any] | None] = iter(())
        if question.get("fan") or card is None:
            self._helpers.ask(question)
            futures = self._futures(question, session, record, card)
        if not question.get("fan"):
            futures = (None for _ in futures)  # made ready for the next question
        # The nearest year of both fans, then what the card changes, then the rest.
        yield from _to_the_first(futures)
        if card is not None:
            shown = session.preview(card.order, card.parameters)
            yield {"id": number, "kind": "preview", "preview": asdict(shown)}
        yield from futures

    def _futures(
        self, question: dict[str, Any], session: Session, record: Record, card: Card | None
    ) -> Iterator[dict[str, Any] | None]:
        """Yield fans without a card and with it, better each time."""
        number, wanted = question["id"], _wanted(question)
        start = time.perf_counter()
        gathered = {which: Gathered() for which in _laid(record, card)}

        def told(found: Mapping[str, Part]) -> dict[str, Any] | None:
            for which, part in found.items():
                gathered[which].add(part)
            fans = {which: one.fan() for which, one in gathered.items()}
            if any(fan is None for fan in fans.values()):
                return None
            spent = 1000.0 * (time.perf_counter() - start)
            parts = {which: asdict(fan) for which, fan in fans.items() if fan is not None}
            return {"id": number, "kind": "fan", "wanted": wanted, "ms": spent, **parts}

        for mine in self._own(question, session, record, card, self._helpers.left):
            yield None if mine is None else told(mine)
            for theirs in self._helpers.answers(number):
                yield told(theirs)
        while self._helpers.busy(number):
            yield None
            for theirs in self._helpers.answers(number, wait=PATIENCE_S):
                yield told(theirs)

    def _own(
        self,
        question: dict[str, Any],
        session: Session,
        record: Record,
        card: Card | None,
        blocks: Sequence[int],
    ) -> Iterator[dict[str, Part] | None]:
        """Yield what this process plays, without the card and with it, a year of a block at a time.

        None comes between the two.
        """
        seat, laid = question["seat"], _laid(record, card)
        found = []
        for cards in laid.values():
            session.lay(replace(record.open, cards=cards), seat)
            found.append(session.parts(blocks, _wanted(question)))
        session.lay(record.open, seat)
        for first in found[0]:
            both = [first]
            for other in found[1:]:
                yield None
                both.append(next(other))
            yield dict(zip(laid, both, strict=True))


def _to_the_first(
    answers: Iterator[dict[str, Any] | None],
) -> Iterator[dict[str, Any] | None]:
    """Yield what comes up to the first answer, moments without one included."""
    for one in answers:
        yield one
        if one is not None:
            return


def _wanted(question: Mapping[str, Any]) -> int:
    return int(question.get("futures", FUTURES))


def _laid(record: Record, card: Card | None) -> dict[str, tuple[Card, ...]]:
    """Return the cards on the table without the one that is edited, and with it if there is one."""
    cards = record.open.cards
    return {"without": cards} if card is None else {"without": cards, "with": (*cards, card)}


def _key(record: Record) -> tuple[str, tuple[str, ...]]:
    return record.opening.scenario, record.opening.overlays


def main() -> int:
    """Answer until standard input ends."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(lines,), daemon=True).start()
    helpers = Helpers(0 if ALONE in sys.argv else spare_processors())
    seer = Seer(helpers)
    line = lines.get()
    try:
        while line:
            later = _answer(seer, line, lines)
            line = lines.get() if later is None else later
    except BrokenPipeError:  # who asked is gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    finally:
        helpers.close()
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
            if answer is not None:
                _tell(answer)
            if not question.get("causes") and not lines.empty():
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
