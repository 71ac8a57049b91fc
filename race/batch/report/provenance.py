"""The sections of the report that tell where its results come from, and how to see for oneself."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np

from race import __version__
from race.batch.report.facts import Facts
from race.batch.report.markup import code, paragraph, section, table
from race.batch.report.words import quoted
from race.batch.showing.wording import digits, distance
from race.batch.store.manifest import KeptArm

SHOWN_FAILED = 50
"""Failed futures of the table; the rest is counted."""


def arms_section(facts: Facts) -> str:
    """Return what the arms are, and how many futures of each there are."""
    batch = facts.batch
    failed = {arm: sum(one.arm == arm for one in batch.failed) for arm in batch.arms}
    rows = [
        [arm.title, arm.id, _sets(arm, batch.manifest.scenario_hash, first=place == 0), f"{batch.done[arm.id]:,}",
         f"{failed[arm.id]:,}"]
        for place, arm in enumerate(batch.manifest.arms)
    ]  # fmt: skip
    head = ["Arm", "id", "what it sets", "futures", "failed"]
    return section("arms", "The arms", _unfinished(facts), table(
        f"Arms of the batch, of {batch.manifest.cells:,} futures each", head, rows, words=(0, 1, 2)
    ))  # fmt: skip


def _sets(arm: KeptArm, scenario_hash: str, *, first: bool) -> str:
    parts = [f"overlays {', '.join(arm.overlays)}"] if arm.overlays else []
    if arm.hash != scenario_hash and not arm.overlays:
        parts += ["what its file lays over the scenario"]
    parts += [f"{actor} plays {name}" for actor, name in arm.policies.items()]
    parts += [f"{name} = {digits(value, 4)}" for name, value in arm.figures.items()]
    told = "; ".join(parts) or "the scenario as it is"
    return f"{told} (the others are held against it)" if first else told


def _unfinished(facts: Facts) -> str:
    """Warn where cells are missing."""
    batch = facts.batch
    wanted = batch.manifest.cells
    there = {arm: batch.done[arm] + sum(f.arm == arm for f in batch.failed) for arm in batch.arms}
    short = [f"{facts.title_of(arm)} {there[arm]:,}" for arm in batch.arms if there[arm] < wanted]
    if not short or (batch.summary or {}).get("runs", batch.manifest.runs) != batch.manifest.runs:
        return ""
    return paragraph(
        f"Not finished: of {wanted:,} futures there are {', '.join(short)}. Run it again with "
        "--resume.",
        "warning",
    )


def failures_section(facts: Facts) -> str:
    """Return the futures that failed, each with the command that replays it."""
    failed = facts.batch.failed
    if not failed:
        return section("failed", "Failed futures", paragraph("None."))
    rows = [
        [one.arm, str(one.point), str(one.replicate), one.error, one.command]
        for one in failed[:SHOWN_FAILED]
    ]
    more = len(failed) - SHOWN_FAILED
    return section(
        "failed", "Failed futures",
        paragraph("They are left out of every figure, and so are the same futures of other arms."),
        table(
            f"{len(failed)} of {facts.batch.manifest.cells * len(facts.batch.arms):,} futures",
            ["Arm", "point", "replicate", "error", "replay it with"], rows, words=(0, 3, 4),
        ),
        paragraph(f"And {more} more.") if more > 0 else "",
    )  # fmt: skip


def replay_section(facts: Facts) -> str:
    """Return commands that replay typical futures."""
    return section(
        "replay", "See a future for yourself",
        paragraph(
            "Every future can be run again, alone and to the same last bit. These are a middle "
            f"one, and those at 10 % and 90 % of the gap of {facts.name_of(facts.behind[0])} at "
            f"the end of {facts.year}, under {quoted(facts.title_of(facts.first))}:"
        ),
        code(_replays(facts)),
    ) if facts.behind else ""  # fmt: skip


def _replays(facts: Facts) -> Iterator[str]:
    batch, actor = facts.batch, facts.behind[0]
    gap = facts.at_year[facts.first][actor]
    order = np.argsort(gap, kind="stable")
    for share in (0.5, 0.1, 0.9):
        cell = int(order[round(share * (len(order) - 1))])
        number = int(batch.numbers[cell])
        replicate, point = divmod(number, len(batch.points))
        words = ["race replay", str(batch.folder), f"--replicate {replicate}"]
        words += [f"--arm {facts.first}"] if len(batch.arms) > 1 else []
        words += [f"--point {point}"] if len(batch.points) > 1 else []
        yield f"{' '.join(words)}   # {distance(float(gap[cell]))}"


def method_section(facts: Facts) -> str:
    """Return how the figures were worked out."""
    return section("method", "How to read this", *(paragraph(one) for one in _method(facts)))


def _method(facts: Facts) -> Iterator[str]:
    yield (
        "The gap is how many years longer a country's fastest pool of computers would need for the "
        "largest training run so far than the leader's. On the road one five-year plan is one "
        "step, so 20,000 years are three kilometres."
    )
    yield (
        "The intervals tell what chance does to a figure made of so many futures: in 95 of 100 "
        "batches they would hold the figure of endless futures. They do not tell whether the model "
        "is right. What is uncertain in its inputs is drawn anew in each future and is in the "
        "bands."
    )
    yield (
        "Medians and quantiles have intervals between order statistics (Nyblom 1992), shares that "
        "of Wilson (1927). An actor without a computer is infinitely far behind, and counts as "
        "that. Arms are compared future by future on common random numbers, and what is told is "
        "the median of the differences, which is not the difference of the medians. Where both "
        "arms leave an actor infinitely far behind, the pair counts as no difference, and as the "
        "worst for each bound."
    )
    if len(facts.batch.points) > 1:
        yield (
            "In this sweep every future is run at every point. Intervals at the head, effects of "
            "arms and drawn figures count it once, by its median over the points; a factor of the "
            "sweep is told by the medians of its points. Bands hold all futures at all points."
        )
    cuts = [
        f"{facts.name_of(actor)} {digits(cut)}"
        for one in facts.compared
        for actor, cut in one.cut.items()
        if np.isfinite(cut)
    ]
    if cuts:
        yield (
            f"Common random numbers cut the variance of the difference of the logarithm of the gap "
            f"of {facts.year} by these factors: {', '.join(cuts)}. An arm that changes what a gap "
            "hangs on leaves the two futures little in common."
        )


def origin_section(facts: Facts) -> str:
    """Return versions, seeds and hashes."""
    batch, manifest = facts.batch, facts.batch.manifest
    summary = batch.summary or {}
    rows = [
        ["scenario", f"{manifest.scenario_id}: {manifest.scenario_title}"],
        ["hash of the scenario", manifest.scenario_hash],
        *([f"hash of arm {arm.id}", arm.hash] for arm in manifest.arms),
        ["seed", str(manifest.seed)],
        ["futures of each arm and point", f"{summary.get('runs', manifest.runs):,}"],
        ["futures compared", f"{len(batch.numbers):,}"],
        ["points of the sweep", str(manifest.points)],
        ["simulated with", f"three-kilometres {manifest.version}, NumPy {manifest.numpy}"],
        ["reported with", f"three-kilometres {__version__}, Python {sys.version.split()[0]}"],
        ["hash of all rows", str(summary.get("data_sha256", "not finished"))],
    ]
    return section(
        "origin", "Where it comes from",
        table("Versions, seeds and hashes", ["What", ""], rows, words=(0, 1)),
    )  # fmt: skip
