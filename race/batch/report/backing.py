"""The sections of the report that stand behind its results: compute, and what gaps hang on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from race.batch.report.facts import CLASSES, Facts
from race.batch.report.hinges import Hinges, Subject
from race.batch.report.markup import Picture, folded, paragraph, picture, section, table, text
from race.batch.report.words import distance_between, percent, quoted, span, times, times_span
from race.batch.showing.wording import amount, digits, distance

_CAPTION = (
    "Medians of the futures in which a figure is in its lowest and in its highest fifth, with 95 % "
    "intervals. Pale: may be chance, all figures taken together."
)
FIGURES = 20
"""Figures of a tornado that the table has."""


def compute_section(facts: Facts, drawn: Picture) -> str:
    """Return the compute index over time, and its classes in the year that is asked about."""
    caption = (
        "AI compute in use by seat of the owner, in H100e (H100-equivalents by the 8-bit peak): "
        "medians, and 80 % of futures."
    )
    head = ["Country", "Arm", "in all", "80 % of futures", *CLASSES.values(), "of the world"]
    about = f"Compute in use at the end of {facts.year}, H100e; medians"
    return section(
        "compute", "Who has the compute", picture(drawn, caption),
        table(about, head, _compute_rows(facts), words=(0, 1)),
    )  # fmt: skip


def _compute_rows(facts: Facts) -> Iterator[list[str]]:
    for actor in facts.actors:
        for arm in facts.batch.arms:
            bands = facts.compute[arm][actor]
            low, middle, high = (
                float(part[facts.at]) for part in (bands.p10, bands.median, bands.p90)
            )
            world = float(facts.world[arm][facts.at])
            yield [
                facts.name_of(actor),
                facts.title_of(arm),
                amount(middle),
                span(amount(low), amount(high)),
                *(amount(facts.classes[arm][actor][measure]) for measure in CLASSES),
                percent(middle / world) if world > 0.0 else "",
            ]


def hinges_section(facts: Facts, found: Hinges, drawn: Mapping[str, Picture]) -> str:
    """Return what effects and gaps hang on; pictures stand by the name of their subject."""
    parts = [_points_table(facts, found, actor) for actor in found.points]
    parts += [_indices_table(facts, found, actor) for actor in found.indices]
    parts += [_effects_table(facts, found, actor) for actor in found.effects]
    for subject in found.subjects:
        if subject.name in drawn:
            parts.append(f"<h3>{text(subject.title)}</h3>")
            parts.append(picture(drawn[subject.name], _caption(facts, subject)))
        parts.append(_bars_table(found, subject))
    return section("hinges", "What it hangs on", *parts)


def _caption(facts: Facts, subject: Subject) -> str:
    if not subject.is_factor:
        return _CAPTION
    first, second = (quoted(facts.title_of(arm)) for arm in facts.batch.arms)
    return f"{_CAPTION} The effect is the gap under {second} over that under {first}."


def _points_table(facts: Facts, found: Hinges, actor: str) -> str:
    points = facts.batch.points
    units = [f"{name} ({unit})" for name, unit in zip(points.names, points.units, strict=True)]
    rows = [
        [*(digits(value, 3) for value in points.values[place].tolist()),
         distance(float(one.estimate)), distance_between(one)]
        for place, one in enumerate(found.points[actor])
    ]  # fmt: skip
    about = f"Median gap of {facts.name_of(actor)} at each point of the sweep"
    return table(about, [*units, "gap", "95 % interval"], rows, words=())


def _indices_table(facts: Facts, found: Hinges, actor: str) -> str:
    indices = found.indices[actor]
    name = facts.name_of(actor)
    if isinstance(indices, str):
        return paragraph(f"{name}: {indices}")
    rows = []
    for place, factor in enumerate(indices.names):
        row = [factor]
        for part in (indices.first, indices.total):
            low, high = (f"{float(bound[place]):.2f}" for bound in (part.low, part.high))
            row += [f"{float(part.estimate[place]):.2f}", span(low, high)]
        rows.append(row)
    about = f"Sobol indices of the logarithm of the median gap of {name}: shares of its variance"
    head = ["Factor", "alone", "95 % interval", "with others", "95 % interval"]
    return table(about, head, rows)


def _effects_table(facts: Facts, found: Hinges, actor: str) -> str:
    effects, name = found.effects[actor], facts.name_of(actor)
    if isinstance(effects, str):
        return paragraph(f"{name}: {effects}")
    rows = [
        [
            effects.names[place],
            f"{effects.mean_size[place]:.2f}",
            span(*(f"{effects.mean_size[place] + way * effects.half_width[place]:.2f}"
                   for way in (-1, 1))),
            f"{effects.mean[place]:+.2f}",
            f"{effects.spread[place]:.2f}",
        ]
        for place in np.argsort(-effects.mean_size)
    ]  # fmt: skip
    about = (
        f"Elementary effects (Morris) on the logarithm of the median gap of {name}: what a factor "
        "does from the lowest eighth of its spread to the highest, in factors of ten"
    )
    head = ["Factor", "mean size", "95 % interval", "mean", "spread"]
    return table(about, head, rows)


def _bars_table(found: Hinges, subject: Subject) -> str:
    word, between = (times, times_span) if subject.is_factor else (distance, distance_between)
    rows = []
    for bar in subject.bars[:FIGURES]:
        quantity = found.figures[bar.name]
        rows.append(
            [
                bar.name,
                f"{digits(bar.least, 3)} / {digits(bar.most, 3)} {quantity.unit}",
                word(float(bar.low.estimate)),
                between(bar.low),
                word(float(bar.high.estimate)),
                between(bar.high),
                f"{bar.correlation:+.2f}",
                "yes" if bar.told else "no",
                quantity.status,
                quantity.note or "",
            ]
        )
    what = "effect" if subject.is_factor else "gap"
    head = [
        "Figure", "low below / high above", f"{what}, low", "95 % interval", f"{what}, high",
        "95 % interval", "rank correlation", "told from chance", "status", "what it is",
    ]  # fmt: skip
    shown = table(f"{subject.title}: the strongest first", head, rows, words=(0, 7, 8, 9))
    summary = f"Table: {subject.title[0].lower()}{subject.title[1:]}"
    return folded(summary, shown, on_paper=False)
