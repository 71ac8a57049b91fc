"""Measures the window: frames, a turn, idling, the first picture, memory. `make bench-ui` runs it.

Without a screen SDL's dummy driver stands in; under a real one the same figures hold but for flips.
Times are processor time, so that a busy machine does not count.
Memory is that of a fresh process that plays; looking ahead happens in another one.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame  # after the choice of the driver

from race.ui.open import live_a_year
from race.ui.screens.main import MainScreen
from race.ui.screens.registry import load_ahead
from race.ui.window import Window
from tests.ui.bench import FULL_HD, a_window

TURNS, YEARS = 100, 10
IDLE_S = 5.0
STARTS = 5
FIRST, LAST = 4, -2
"""Frames of a year between those in which parts are asked anew."""
START = """
import json, os, sys, time
import pygame
flip, seen = pygame.display.flip, []
def noted():
    flip()
    seen.append((time.process_time(), time.time() - float(sys.argv[1])))
    if len(seen) == 2:
        print(json.dumps(seen), flush=True)
        os._exit(0)
pygame.display.flip = noted
from race.cli import main
main(["play", *sys.argv[2:]])
"""
"""Runs `race play` to its second picture; prints when each came: processor time, time of day."""
FLOOR = "import time, numpy, pygame; pygame.display.init(); pygame.font.init(); print(time.process_time())"


def main() -> None:
    """Print all figures."""
    with TemporaryDirectory() as folder:
        window = a_window(Path(folder), "RU", 3, size=FULL_HD)
        window.clock = time.perf_counter
        window.step([])
        *_, _ = load_ahead()
        gc.collect()
        gc.freeze()  # as the game does when it is loaded
        _years(window)
        _still(window)
        _idle(window)
    print(_child("from tests.speed.window import growth; growth()"))
    _start("opening that can be played")
    with TemporaryDirectory() as folder:
        _start("first turn that can be played", "--as", "RU", "--saves", folder)
    floor = _middle(sorted(float(_child(FLOOR)) for _ in range(STARTS)))
    print(f"floor: Python, numpy and pygame alone take {floor:.2f} s of processor time")


def _years(window: Window) -> None:
    """Time every frame from the end of a year to its report: all is asked and drawn anew in them."""
    main_screen = window.desk.screens[0]
    game = window.desk.game
    assert isinstance(main_screen, MainScreen)
    assert game is not None
    times: list[float] = []
    slowest: list[float] = []
    for _ in range(YEARS):
        while (question := game.question()) is not None:
            game.choose(question.options[0].id)
        main_screen.end_year()
        if game.phase == "over":  # the end opens, which is another screen
            main_screen.passing.end()
            break
        found: list[float] = []
        while main_screen.passing.motion is not None:
            found.append(_timed(lambda: window.step([])))
            time.sleep(1.0 / 120.0)
        while window.desk.top is not main_screen:
            window.desk.close()
        window.draw()
        times += found[FIRST:LAST]
        slowest.append(max(found))
    _say("frame with the road moving and a year unfolding, 1080p", times)
    _say("slowest frame of a year, in the first ones and the last all is asked anew", slowest)


def _still(window: Window) -> None:
    """Time frames in which one thing changes, or nothing."""
    main_screen = window.desk.screens[0]
    times = []
    for layer in ("power", "controls", "chips", "compute"):
        main_screen.press(f"layer:{layer}")
        times.append(_timed(window.draw))
    _say("frame after another layer of the map, 1080p", times)
    _say("frame with nothing new, 1080p", [_timed(window.draw) for _ in range(50)])


def _idle(window: Window) -> None:
    """Print the share of a core while nothing happens."""
    spent = time.process_time()
    start = time.perf_counter()
    while time.perf_counter() - start < IDLE_S:
        moving = window.step(pygame.event.get())
        time.sleep(1.0 / 60.0 if moving else 1.0 / 30.0)
    share = (time.process_time() - spent) / (time.perf_counter() - start)
    print(f"idle: {100 * share:.2f} % of a core")


def growth() -> None:
    """Print the memory of a fresh process that plays, and how it grows over many turns."""
    gc.freeze()
    turns, first = 0, 0.0
    while turns < TURNS:
        with TemporaryDirectory() as folder:
            turns += _game(Path(folder))
        first = first or _memory_mb()
    print(f"memory: {first:.0f} MB after a game at 1080p, {_memory_mb() - first:+.0f} MB over {turns} turns, "
          f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")  # fmt: skip


def _game(folder: Path) -> int:
    """Play a game to its end in a window of its own, drawing every year; return its turns."""
    window = a_window(folder, "RU", 0, size=FULL_HD)
    game = window.desk.game
    assert game is not None
    turns = 0
    while game.phase != "over":
        live_a_year(game)
        window.desk.changed()
        window.draw()
        turns += 1
    del window, game
    gc.collect()
    return turns


def _memory_mb() -> float:
    """Return the resident memory of this process."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * resource.getpagesize() / 2**20


def _start(second: str, *arguments: str) -> None:
    """Print what it takes from the shell to the first picture, and to the second, which can be played."""
    told = " ".join(("race play", *arguments[:2]))
    rows = [json.loads(_child(START, str(time.time()), *arguments)) for _ in range(STARTS)]
    for n, what in enumerate(("first picture", second)):
        spent, waited = (sorted(row[n][part] for row in rows) for part in (0, 1))
        print(f"{told}, {what}: {_middle(spent):.2f} s of processor time, {_middle(waited):.2f} s by the "
              f"clock, {waited[0]:.2f} s at best, from the start of Python")  # fmt: skip


def _child(code: str, *arguments: str) -> str:
    """Return the last line that a fresh Python prints."""
    ended = subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, stdout=subprocess.PIPE, text=True
    )
    return ended.stdout.splitlines()[-1]


def _middle(ordered: Sequence[float]) -> float:
    return ordered[len(ordered) // 2]


def _timed(act: Callable[[], object]) -> float:
    """Return the processor seconds that something takes."""
    start = time.process_time()
    act()
    return time.process_time() - start


def _say(what: str, seconds: Sequence[float]) -> None:
    ordered = sorted(1000.0 * value for value in seconds)
    middle, late = (
        ordered[len(ordered) // 2],
        ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))],
    )
    print(f"{what}: p50 {middle:.1f} ms, p95 {late:.1f} ms, {len(ordered)} frames")


if __name__ == "__main__":
    main()
