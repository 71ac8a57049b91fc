"""Measure the speed of the engine against itself: `make bench` prints the figures and writes bench.json.

Every ratio compares two things in one run, taken in turn, and is the median of several pairs, because
machines are shared and noisy.
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count, pairwise
from pathlib import Path
from statistics import median

from race.app import known_policies, prepare
from race.batch.tournament.games import BLOCK, play_games
from race.engine.deciding import decider
from race.engine.setup import make_block
from race.engine.start import initial_state
from race.engine.step import Decide, states
from race.ground_app import game_ground
from race.play.foresight.fan import Fan
from race.play.records.record import Card, Setting, Turn
from race.play.session import Session
from race.rules.block import Block
from race.scenario.files.chain import collect
from race.scenario.load import load
from race_agents.policies import register_all
from tests.oracle.holding import plain_stages, supplied
from tests.oracle.reading import read
from tests.worlds import flagship_block

REPORT = Path("bench.json")
SEED = 1
PAIRS = 5
STEPS = 8
"""Steps of the load-carrying stages that both versions take, two years of quarters."""
WIDTHS = (8, 16, 32, 64)
MANY = 512
TASKS = 4
LINES = 2000
FEW, MANY_FUTURES = 16, 256
ORDER = "fund_research"


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def objects_over_batch(width: int) -> dict[str, float]:
    """Compare one core's runs a second: arrays over objects, same stages, flagship size."""
    wide, narrow = flagship_block(width), flagship_block(2)
    start, orders = supplied(wide, SEED)
    first, first_orders = supplied(narrow, SEED)

    def batch() -> None:
        state = start
        for _ in range(STEPS):
            state = plain_stages(state, orders, wide)

    pairs = []
    for _ in range(PAIRS):
        model = read(first, first_orders, narrow, 0, SEED)
        plain = seconds(lambda model=model: [model.step() for _ in range(STEPS)])  # type: ignore[misc]  # bound now
        pairs.append((plain, seconds(batch) / width))
    return {
        "batch_vs_objects": median(plain / arrays for plain, arrays in pairs),
        "objects_step_us": median(plain for plain, _ in pairs) / STEPS * 1e6,
        "batch_stages_step_us": median(arrays for _, arrays in pairs) / STEPS * 1e6,
    }


@cache
def flagship(width: int) -> tuple[Block, Decide]:
    """Return a block of the flagship and the decisions of its actors."""
    register_all()
    setting = prepare("2022")
    return make_block(setting.world, setting.book, SEED, 0, width), decider(setting.world)


def whole_run(width: int) -> float:
    """Simulate a block of the flagship to its end; return its last moment."""
    block, decide = flagship(width)
    *_, last = states(initial_state(block), block, decide)
    return last.time


def year_ms() -> float:
    """Return the median milliseconds of one simulated year, one replicate, decisions included."""
    block, decide = flagship(1)
    path = states(initial_state(block), block, decide)
    marks = [time.perf_counter() for state in path if state.step % 4 == 0]
    years = [after - before for before, after in pairwise(marks)]
    return median(years[1:]) * 1e3


def two_workers(width: int) -> float:
    """Return the throughput of two processes over one, on the same tasks."""
    context = multiprocessing.get_context("spawn")
    ratios = []
    with context.Pool(1) as one, context.Pool(2) as two:
        one.map(whole_run, [width])
        two.map(whole_run, [width] * 2, chunksize=1)
        for _ in range(3):
            alone = seconds(lambda: one.map(whole_run, [width] * TASKS, chunksize=1))
            both = seconds(lambda: two.map(whole_run, [width] * TASKS, chunksize=1))
            ratios.append(alone / both)
    return median(ratios)


def batch_seconds(runs: int, workers: int) -> tuple[float, float]:
    """Run a batch of the flagship; return its wall and processor seconds, starts included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as folder:
        words = ["batch", "2022", "--runs", runs, "--workers", workers, "--out", f"{folder}/out"]
        command = [sys.executable, "-m", "race", *map(str, words)]
        wall = seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, used


def batches() -> dict[str, float]:
    """Measure `race batch`: runs a second and core, and two workers over one, all of it counted."""
    pairs = [(batch_seconds(MANY, 1), batch_seconds(MANY, 2)) for _ in range(3)]
    return {
        "batch_runs_per_core_second": MANY / median(one[1] for one, _ in pairs),
        "batch_two_workers": median(one[0] / two[0] for one, two in pairs),
    }


def import_ms() -> float:
    """Return what importing the application costs over a bare interpreter."""

    def start(code: str) -> float:
        return seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True))

    return median(start("import race.app") - start("pass") for _ in range(PAIRS)) * 1e3


def lines_2000_ms() -> float:
    """Return the CPU milliseconds to parse and validate 2,000 lines, of the flagship's own files."""
    lines = sum(one.text.count("\n") for one in collect("2022").documents)
    policies = known_policies()

    def once() -> float:
        begin = time.process_time()
        load("2022", policies=policies)
        return time.process_time() - begin

    once()
    return median(once() for _ in range(PAIRS)) * 1e3 * LINES / lines


def games() -> dict[str, float]:
    """Measure whole games by archetypes in all seats, on one core, in processor time.

    A game of a block, games a second, and one person's game: a year of it, and its futures.
    """
    place = game_ground("2022", {})

    def block() -> float:
        begin = time.process_time()
        play_games(place, place.rivals, seed=SEED, first=0, count=BLOCK, difficulty="normal")
        return time.process_time() - begin

    spent = min(block() for _ in range(3))
    session = Session.new(place, "RU", seed=SEED)

    years = [timed(lambda: ended(session)) for _ in range(PAIRS)]
    return {
        "game_ms": spent / BLOCK * 1e3,
        "tournament_games_per_core_second": BLOCK / spent,
        "session_year_ms": median(years) * 1e3,
        **foresights(session),
    }


def foresights(session: Session) -> dict[str, float]:
    """Measure what a player waits for who edits an order, in processor time.

    At the start of a turn nothing is known but the position; every edit is a card not seen before,
    laid beside cards whose futures have been played.
    """
    cents = count(10)

    def edits(work: Callable[[dict[str, Setting]], object]) -> float:
        spent = []
        for _ in range(PAIRS):
            settings: dict[str, Setting] = {
                "field": "algorithms",
                "money_spent": 0.01 * next(cents),
            }
            spent.append(timed(lambda settings=settings: work(settings)))  # type: ignore[misc]  # bound now
        session.lay(Turn(), "RU")
        return median(spent) * 1e3

    def fans(settings: dict[str, Setting]) -> Iterator[Fan]:
        session.lay(Turn(cards=(Card("RU", ORDER, settings),)), "RU")
        return session.fans(FEW)

    opened = timed(lambda: session.foresight(FEW)) * 1e3
    session.preview(ORDER, {"field": "algorithms", "money_spent": 0.05})
    return {
        "foresight_turn_ms": opened,
        "foresight_nearest_ms": edits(lambda settings: next(fans(settings))),
        "foresight_16_ms": edits(lambda settings: list(fans(settings))),
        "preview_ms": edits(lambda settings: session.preview(ORDER, settings)),
        "foresight_256_ms": timed(lambda: session.foresight(MANY_FUTURES)) * 1e3,
    }


def timed(work: Callable[[], object]) -> float:
    """Return the processor seconds that some work takes."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def ended(session: Session) -> None:
    """End a year; where an event asks, the first option answers."""
    question = session.event()
    if question is not None:
        session.choose(question.options[0].id)
    session.end_year()


def best_width() -> tuple[int, float]:
    """Return the block width with the shortest replicate-step, and its microseconds."""
    steps = flagship(WIDTHS[0])[0].world.calendar.steps
    found = {}
    for width in WIDTHS:
        whole_run(width)
        found[width] = min(seconds(lambda width=width: whole_run(width)) for _ in range(2))  # type: ignore[misc]  # bound now
    width = min(found, key=lambda one: found[one] / one)
    return width, found[width] / width / steps * 1e6


def main() -> None:
    """Measure all, print a line a figure, and write the report."""
    width, step_us = best_width()
    figures: dict[str, float] = {"block_width": width, "replicate_step_us": step_us}
    figures |= objects_over_batch(width)
    figures["two_workers"] = two_workers(width)
    figures |= batches()
    figures["year_ms"] = median(year_ms() for _ in range(PAIRS))
    figures["import_ms"] = import_ms()
    figures |= games()
    figures["lines_2000_ms"] = lines_2000_ms()
    blocks = range(0, MANY, width)
    figures["run_512_s"] = seconds(lambda: [whole_run(width) for _ in blocks])
    for name, value in figures.items():
        print(f"{name:26s} {value:10.3g}")
    REPORT.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
