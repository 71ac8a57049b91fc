"""Chips as they stand at the start: the table's figures, and coming designs drawn ahead."""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats
from race.rules.block import Block
from race.rules.classification import stack_metrics, total_processing_performance
from race.scenario.models.chips import Chip
from race.world.draws import STEP_BEFORE_THE_FIRST

NEVER = float("inf")
PACKAGE_MM2 = 814.0
STACK_GB = 16.0
MOST_PACKAGES = 2.0
TYPICAL_AREA_MM2 = 800.0
PRICE_START = 2022.0


def chip_columns(block: Block) -> dict[str, Floats]:
    """Return the chip columns of the initial state, each (chips, R) or (metrics, chips, R)."""
    axis, p, width = block.world.chip_axis, block.parameters, block.width
    rows = [row for row in axis.rows if row is not None]
    figures = {
        "chip_peak16": _wide([_peak16(row) for row in rows], width),
        "chip_peak8": _wide([_peak8(row) for row in rows], width),
        "chip_kw": _wide([(row.tdp_w or 400.0) * 1e-3 for row in rows], width)
        * p["build.site_power_factor"],
        "chip_price": np.stack([_price(place, block) for place in range(len(rows))]),
        "chip_packages": _wide([_packages(row) for row in rows], width),
        "chip_stacks": _wide([(row.memory_gb or 0.0) / STACK_GB for row in rows], width),
        "chip_launch": _wide([_launch(row) for row in rows], width),
    }
    metrics = _metrics(rows)[..., None] * np.ones(width)
    figures = {name: _extend(values, block) for name, values in figures.items()}
    metrics = np.stack([_extend(one, block) for one in metrics])
    _draw_generations(figures, metrics, block)
    zero = np.zeros((len(axis.ids), width))
    made = zero.copy()
    for buyer, slot in np.argwhere(block.world.sites.chips > 0.0):
        made[block.world.sites.chip[buyer, slot]] += block.world.sites.chips[buyer, slot]
    return {
        **figures,
        "chip_metrics": metrics,
        "made": made,
        **dict.fromkeys(
            (
                "vendor_stock",
                "failed",
                "retired",
                "seized",
                "sold",
                "revenue",
                "lost_revenue",
                "pull",
            ),
            zero,
        ),
        "scarcity": np.ones_like(zero),
        "shortage": zero,
    }


def _wide(values: list[float], width: int) -> Floats:
    return np.repeat(np.asarray(values, dtype=np.float64)[:, None], width, axis=1)


def _peak16(row: Chip) -> float:
    """Return the dense 16-bit peak; where only 8 bits are published, half of it."""
    return row.peak_16bit_tflops or (row.peak_8bit_tops or 0.0) / 2.0


def _peak8(row: Chip) -> float:
    """Return the dense 8-bit peak; a chip without 8-bit units runs at its 16-bit rate."""
    return row.peak_8bit_tops or row.peak_16bit_tflops or 0.0


def _packages(row: Chip) -> float:
    """Return packages of one H100's size that a chip takes, at most two as for two full dies."""
    return min((row.logic_area_mm2 or TYPICAL_AREA_MM2) / PACKAGE_MM2, MOST_PACKAGES)


def _launch(row: Chip) -> float:
    return row.first_volume.year if row.first_volume else NEVER


def _price(place: int, block: Block) -> Floats:
    """Return the list price of a chip, (R,), in USD.

    Chips made for own use cost what follows from their peak, from what is known of TPUs (source C2),
    and less with the years. A chip for sale without a list price costs as much for its peak as the
    listed chip from the same country nearest in time, less by the trend if it comes later.
    """
    p, axis = block.parameters, block.world.chip_axis
    rows = [row for row in axis.rows if row is not None]
    row = rows[place]
    if row.price_usd:
        return np.full(block.width, row.price_usd)
    listed = [
        other
        for at, other in enumerate(rows)
        if other.price_usd and other.home == row.home and not axis.private[at]
    ]
    if axis.private[place] or not listed:
        years = max(_launch(row) - PRICE_START, 0.0) if row.first_volume else 0.0
        per_tflops = p["market.own_chip_usd_per_tflops"] * np.exp(
            -p["market.own_chip_price_fall"] * years
        )
        return np.asarray(per_tflops * _peak16(row))
    like = min(listed, key=lambda other: abs(_launch(other) - _launch(row)))
    later = max(_launch(row) - _launch(like), 0.0)
    trend = np.exp(p["design.price_performance"] * later)
    return np.asarray((like.price_usd or 0.0) * _peak16(row) / _peak16(like) * trend)


def _metrics(rows: list[Chip]) -> Floats:
    """Return the figures that rules test, (metrics, chips); a missing area counts as typical."""
    nan = float("nan")
    peaks = {
        16: np.array([row.peak_16bit_tflops or nan for row in rows]),
        8: np.array([row.peak_8bit_tops or nan for row in rows]),
        6: np.array([row.peak_6bit_tops or nan for row in rows]),
        4: np.array([row.peak_4bit_tops or nan for row in rows]),
    }
    return stack_metrics(
        total_processing_performance(peaks),
        np.array([row.logic_area_mm2 or TYPICAL_AREA_MM2 for row in rows]),
        np.array([row.io_gbs or 0.0 for row in rows]),
        np.array([(row.memory_tbs or 0.0) * 1000.0 for row in rows]),
        np.array([float(row.data_centre) for row in rows]),
    )


def _extend(values: Floats, block: Block) -> Floats:
    """Add the reserved places; each starts as a copy of its designer's last named chip."""
    axis = block.world.chip_axis
    extra = len(axis.ids) - axis.named
    if extra == 0:
        return values
    template = [_last_named(place, block) for place in range(axis.named, len(axis.ids))]
    return np.concatenate([values, values[template]])


def _last_named(place: int, block: Block) -> int:
    axis = block.world.chip_axis
    same = np.flatnonzero(axis.designer[: axis.named] == axis.designer[place])
    return int(same[-1])


def _draw_generations(figures: dict[str, Floats], metrics: Floats, block: Block) -> None:
    """Date and scale the coming generations, in place; variants stay without a date.

    A chip gets 1.35 times faster in a year, its price follows the price of fixed performance, its
    power the efficiency of leading clusters (sources in the parameters). A designer under embargo
    moves at a share of that pace.
    """
    axis, p, world = block.world.chip_axis, block.parameters, block.world
    for place in range(axis.named, len(axis.ids)):
        if axis.generation[place] == 0:
            figures["chip_launch"][place] = NEVER
            continue
        home = axis.home[place]
        pace = p["design.home_pace"] if home >= 0 and world.denied[home] else np.ones(block.width)
        drawn = block.chance.uniform(f"design.cadence.{axis.ids[place]}", STEP_BEFORE_THE_FIRST, 1)
        wait = p["design.cadence"] * (0.75 + 0.5 * drawn[0])
        first = axis.generation[place] == 1
        before = _last_named(place, block) if first else place - 1
        years = wait * 1.0
        growth = p["design.speed_growth"] * pace * years
        dearer = growth + p["design.price_performance"] * pace * years
        hotter = np.maximum(growth - p["design.efficiency_growth"] * pace * years, 0.0)
        bigger = p["design.package_growth"] * pace * years
        start = np.where(
            np.isfinite(figures["chip_launch"][before]),
            figures["chip_launch"][before],
            world.calendar.end,
        )
        figures["chip_launch"][place] = start + wait
        for name, exponent in (
            ("chip_peak16", growth), ("chip_peak8", growth), ("chip_price", dearer),
            ("chip_kw", hotter), ("chip_packages", bigger), ("chip_stacks", bigger),
        ):  # fmt: skip
            figures[name][place] = figures[name][before] * np.exp(exponent)
        for metric, exponent in enumerate((growth, growth - bigger, 0.5 * growth, 0.7 * growth)):
            metrics[metric, place] = metrics[metric, before] * np.exp(exponent)
        metrics[4, place] = metrics[2, place] + metrics[3, place]
        metrics[5, place] = metrics[5, before]
