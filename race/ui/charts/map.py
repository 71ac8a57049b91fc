"""The map: hosts of compute, lights of clusters, hubs, arcs of goods, stamps."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from race.paths import assets_folder
from race.ui.canvas import Canvas, Point
from race.ui.charts.arcs import arc_points, draw_arc
from race.ui.charts.globe import Frame
from race.ui.charts.land import draw_land
from race.ui.charts.light import draw_light
from race.ui.charts.stamp import draw_stamp
from race.ui.facts.atlas import Arc, Atlas, Light, Seizure
from race.ui.shapes import hub
from race.ui.theme import NIGHT, PAPER, SMALL
from race.ui.words import Words, mark

LAYERS = ("compute", "chips", "power", "controls", "rumours")
LAYER_WORDS = {
    "compute": mark("Compute"),
    "chips": mark("Chips"),
    "power": mark("Power"),
    "controls": mark("Controls"),
    "rumours": mark("Rumours"),
}
Taken = list[tuple[float, float, float, float]]
"""Boxes that something is written or drawn in: left, top, right, bottom."""
APART = 6.0
"""Free room between two names on one line."""


def draw_map(
    canvas: Canvas, atlas: Atlas, frame: Frame, words: Words, layer: str = "compute",
    *, arcs: bool = True, labels: bool = True,
) -> None:  # fmt: skip
    """Draw the map of a layer into its frame."""
    clip = canvas.surface.get_clip()
    canvas.surface.set_clip(canvas.box(frame.x, frame.y, frame.width, frame.height))
    draw_land(canvas, atlas, frame, layer)
    drawn = atlas.arcs if arcs and layer in {"compute", "chips", "controls"} else ()
    if drawn:
        with canvas.smooth(frame.x, frame.y, frame.width, frame.height, 2) as smooth:
            for arc in drawn:
                draw_arc(smooth, arc, frame)
    plain = layer in {"compute", "choice"}
    shown = atlas if plain or layer == "chips" else replace(atlas, seizures=())
    lit = layer != "controls"
    taken = _marks(canvas, shown, frame, words, lights=lit, labels=labels and plain)
    if labels and layer in {"power", "rumours"}:
        _figures(canvas, atlas, frame, words, layer, taken)
    if labels and layer == "chips":
        _counts(canvas, drawn, frame, words, taken)
    canvas.surface.set_clip(clip)


def _marks(
    canvas: Canvas, atlas: Atlas, frame: Frame, words: Words, *, lights: bool, labels: bool
) -> Taken:
    """Draw lights, hubs, stamps and names, note what can be pressed, and return the ground taken."""
    taken: Taken = []
    shown = sorted(atlas.lights, key=lambda light: -light.megawatts) if lights else []
    for light in shown:
        draw_light(canvas, light, frame)
    for node in atlas.nodes:
        x, y = frame.point(*node.place)
        hub(canvas, (x, y), PAPER)
        taken.append((x - 7, y - 7, x + 7, y + 7))
    taken += [
        draw_stamp(canvas, one.place, seizure_text(one, words), frame) for one in atlas.seizures
    ]
    if labels:
        taken += [_ground_of(light, frame) for light in shown]
        named = [light for light in shown if light.named][:14]
        for name, place in (
            *((node.name, node.place) for node in atlas.nodes),
            *((light.name.split(",")[0], light.place) for light in named),
        ):
            _label(canvas, frame.point(*place), name, taken, frame)
    for light in shown:
        x, y = frame.point(*light.place)
        tip = f"{light.name}\n{words.watts(light.megawatts)}, {words.count(light.h100e)} H100e"
        canvas.target(f"light:{light.country}:{light.owner}", x - 6, y - 6, 12, 12, tip)
    for node in atlas.nodes:
        x, y = frame.point(*node.place)
        canvas.target(f"hub:{node.country}", x - 9, y - 9, 18, 18, node.name)
    return taken


def _ground_of(light: Light, frame: Frame) -> tuple[float, float, float, float]:
    """Return the ground of a light that no name may cover."""
    x, y = frame.point(*light.place)
    return x - 2.5, y - 2.5, x + 2.5, y + 2.5


def _figures(
    canvas: Canvas, atlas: Atlas, frame: Frame, words: Words, layer: str, taken: Taken
) -> None:
    """Write a figure at each country: power, or what is believed of its compute."""
    centres = country_places()
    if layer == "power":
        rows = sorted(atlas.power_mw.items(), key=lambda row: -row[1])
        for country, megawatts in rows[:16]:
            if megawatts >= 1.0 and country in centres:
                _label(
                    canvas,
                    frame.point(*centres[country]),
                    words.watts(megawatts),
                    taken,
                    frame,
                    figure=True,
                )
    if layer == "rumours":
        for guess in atlas.estimates:
            text = f"{words.count(guess.low)} – {words.count(guess.high)}"
            _label(canvas, frame.point(*guess.place), text, taken, frame, figure=True)


def _counts(canvas: Canvas, arcs: Iterable[Arc], frame: Frame, words: Words, taken: Taken) -> None:
    """Write at the middle of each flow how many chips a year it carries."""
    for arc in sorted(arcs, key=lambda one: -one.chips):
        points = arc_points(arc, frame)
        x, y = points[len(points) // 2]
        if frame.x < x < frame.x + frame.width:
            _label(canvas, (x - 8, y), words.count(arc.chips), taken, frame, figure=True)


@lru_cache(maxsize=1)
def country_places() -> dict[str, tuple[float, float]]:
    """Return where the figure of a country stands, latitude and longitude."""
    text = (assets_folder() / "map" / "places.json").read_text(encoding="utf-8")
    found: dict[str, list[float]] = json.loads(text)["countries"]
    return {name: (place[0], place[1]) for name, place in found.items() if name != "EU"}


def _label(
    canvas: Canvas, place: Point, text: str, taken: Taken, frame: Frame, *, figure: bool = False
) -> None:
    """Write a name beside a place where it hits nothing that is written, else not at all.

    A figure is written on a dark ground, for it may lie on lights.
    """
    width, height = canvas.measure(text), 13.0
    x, y = place
    for left, base in (
        (x + 10, y + 4),
        (x - 10 - width, y + 4),
        (x - width / 2, y + 19),
        (x - width / 2, y - 10),
    ):
        box = (left - 1, base - 10, left + width + 1, base - 10 + height)
        inside = frame.x + 2 < box[0] and box[2] < frame.x + frame.width - 2
        inside = inside and frame.y + 2 < box[1] and box[3] < frame.y + frame.height - 2
        if inside and not any(_meet(box, other) for other in taken):
            if figure:
                canvas.rect(left - 3, base - 11, width + 6, 15, NIGHT, alpha=0.8, radius=2)
            canvas.outlined(left, base, text, SMALL, PAPER)
            taken.append((box[0] - APART, box[1], box[2] + APART, box[3]))
            return


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def seizure_text(seizure: Seizure, words: Words) -> str:
    """Return what stands on the stamp of a seizure."""
    return words.tr("SEIZED {chips}", chips=words.count(seizure.chips)).upper()
