"""Asks a process of its own for previews and futures, so that no frame ever waits for one."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from race.play.records.record import Setting
from race.ui.facts.fan import Fan, Points

METRES = 1000.0


@dataclass(eq=False)
class Oracle:
    """Keeps the answers by question; the newest question with a fan goes before the others.

    Attributes:
        command: starts the process that answers; empty = nobody answers.
    """

    command: Sequence[str] = ()
    fans: dict[str, Fan] = field(default_factory=dict)
    previews: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    causes: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    likely: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[str] | None = None
    _answers: queue.SimpleQueue[str] = field(default_factory=queue.SimpleQueue)
    _keys: dict[int, str] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    _waiting: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    _busy: str = ""

    def ask(
        self, key: str, record: Mapping[str, Any], seat: str, order: str = "",
        parameters: Mapping[str, Setting] | None = None, *, fan: bool = False,
        causes: bool = False, likely: str = "",
    ) -> None:  # fmt: skip
        """Ask once for the preview of a card, with `fan` for the futures with and without it.

        With `causes` the game is played again without each of the orders that were given; with
        `likely` it is told what another actor will probably order.
        """
        if not self.command or key in self._asked:
            return
        self._asked.add(key)
        card = {"order": order, "parameters": dict(parameters or {})} if order else None
        question = {"record": record, "seat": seat, "card": card, "fan": fan, "causes": causes,
                    "likely": likely}  # fmt: skip
        if fan:
            self._waiting = [one for one in self._waiting if not one[1]["fan"]]
            self._send(key, question)
        elif self._busy:
            self._waiting.append((key, question))
        else:
            self._send(key, question)

    def poll(self) -> bool:
        """Take in what was answered since; tell whether there was anything."""
        news = False
        while not self._answers.empty():
            line = self._answers.get()
            news = self._take(json.loads(line)) or news
        if not self._busy and self._waiting:
            self._send(*self._waiting.pop(0))
        return news

    @property
    def waits(self) -> bool:
        """Tell whether an answer is still to come."""
        return bool(self._busy or self._waiting)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            if self._process.stdin is not None:
                self._process.stdin.close()
            self._process.terminate()
            self._process.wait(timeout=5)
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process = None

    def forget(self) -> None:
        """Drop all answers: the year has gone on."""
        self.fans.clear()
        self.previews.clear()
        self.causes.clear()
        self.likely.clear()
        self._asked.clear()
        self._waiting.clear()

    def start(self) -> None:
        """Start the process ahead of the first question."""
        if self.command and self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, by this Python
                [*self.command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                encoding="utf-8",
            )  # fmt: skip
            threading.Thread(
                target=_read, args=(self._process.stdout, self._answers), daemon=True
            ).start()

    def _send(self, key: str, question: dict[str, Any]) -> None:
        self.start()
        process = self._process
        if process is None or process.stdin is None or process.poll() is not None:
            return
        number = len(self._keys)
        self._keys[number] = key
        if self._busy and self._busy != key:
            self._asked.discard(self._busy)
        self._busy = key
        try:
            process.stdin.write(json.dumps({"id": number, **question}) + "\n")
            process.stdin.flush()
        except (BrokenPipeError, ValueError):
            self._busy = ""

    def _take(self, answer: Mapping[str, Any]) -> bool:
        key = self._keys.get(answer.get("id", -1), "")
        if answer["kind"] == "fault":
            self.faults[key] = answer["text"]
        if answer["kind"] in {"done", "fault"}:
            if key == self._busy:
                self._busy = ""
            return True
        if answer["kind"] == "preview":
            self.previews[key] = answer["preview"]
        elif answer["kind"] == "likely":
            self.likely[key] = answer["orders"]
        elif answer["kind"] == "cause":
            self.causes.setdefault(key, []).append(answer)
        elif answer["kind"] == "fan":
            self.fans[key] = _fan(answer)
        return True


def _read(stream: IO[str] | None, answers: queue.SimpleQueue[str]) -> None:
    if stream is not None:
        for line in stream:
            answers.put(line)


def _fan(answer: Mapping[str, Any]) -> Fan:
    """Return the futures of an answer, in metres."""
    without = answer["without"]
    given = answer.get("with", {"kilometres": (), "futures": without["futures"]})
    points, other = (_metres(one["kilometres"]) for one in (given, without))
    years = tuple(float(year) for year in without["years"])
    return Fan(years, points, other, given["futures"], answer["wanted"], answer["ms"])


def _metres(rows: Sequence[Sequence[float]]) -> tuple[Points, ...]:
    return tuple(tuple(METRES * value for value in row) for row in rows)
