"""Puts a report together: the pictures, and the page that holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

from matplotlib.figure import Figure

from race.batch.report.backing import compute_section, hinges_section
from race.batch.report.compute import TITLE as COMPUTE_TITLE
from race.batch.report.compute import draw_compute
from race.batch.report.effects import TITLE as EFFECTS_TITLE
from race.batch.report.effects import draw_effects
from race.batch.report.facts import Facts
from race.batch.report.fan import TITLE as FAN_TITLE
from race.batch.report.fan import draw_fan
from race.batch.report.hinges import Hinges, Subject
from race.batch.report.markup import Picture, text
from race.batch.report.paper import ALONE, NARROW, WIDE, Layout, png, settings, svg
from race.batch.report.provenance import (
    arms_section,
    failures_section,
    method_section,
    origin_section,
    replay_section,
)
from race.batch.report.results import answer, effects_section, gap_section
from race.batch.report.swing import draw_swing
from race.batch.report.type import faces
from race.batch.report.words import times
from race.batch.showing.wording import amount, distance

Draw = Callable[[Layout, str], Figure]
PICTURED = 2
"""Subjects of a tornado that have a picture; the others have a table."""
SOURCES = "data: Epoch AI CC BY 4.0 and others"
LINKS = {
    "gap": "Gap", "effects": "Effects", "compute": "Compute", "hinges": "Sensitivity", "where": "Where",
    "arms": "Arms", "failed": "Failed", "replay": "Replay", "method": "Method", "origin": "Origin",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Report:
    """A page, and the pictures that lie beside it."""

    html: str
    pictures: tuple[Picture, ...]


def make_report(facts: Facts, hinges: Hinges, where: str = "") -> Report:
    """Draw the pictures and write the page; the same batch gives the same bytes.

    Args:
        facts: what there is to tell.
        hinges: what it hangs on.
        where: a section that tells in which futures something comes about.
    """
    with settings():
        fan = _picture(facts, "gap", FAN_TITLE, _fan_alt(facts), partial(draw_fan, facts))
        compute = _picture(
            facts, "compute", COMPUTE_TITLE, _compute_alt(facts), partial(draw_compute, facts)
        )
        effects = (
            _picture(
                facts, "effects", EFFECTS_TITLE, _effects_alt(facts), partial(draw_effects, facts)
            )
            if facts.compared
            else None
        )
        swings = list(_swings(facts, hinges))
    sections = [
        answer(facts),
        gap_section(facts, fan),
        effects_section(facts, effects),
        compute_section(facts, compute),
        hinges_section(facts, hinges, {subject.name: drawn for subject, drawn in swings}),
        where,
        arms_section(facts),
        failures_section(facts),
        replay_section(facts),
        method_section(facts),
        origin_section(facts),
    ]
    shown = [
        one for one in (fan, effects, compute, *(drawn for _, drawn in swings)) if one is not None
    ]
    return Report(_page(facts, [one for one in sections if one]), tuple(shown))


def _picture(facts: Facts, name: str, title: str, alt: str, draw: Draw) -> Picture:
    about = _about(facts)
    alone = draw(ALONE, about)
    return Picture(
        name, title, alt, svg(draw(WIDE, "")), svg(draw(NARROW, "")), svg(alone), png(alone)
    )


def _swings(facts: Facts, hinges: Hinges) -> Iterator[tuple[Subject, Picture]]:
    """Draw the first subjects of the first actors: the effects, or else the gaps."""
    wanted = [one for one in hinges.subjects if one.actor in facts.behind[:PICTURED]]
    for subject in wanted[:PICTURED]:
        told = [bar.name for bar in subject.bars if bar.told]
        most = ", ".join(told[:3]) + " most of all" if told else "nothing that is told from chance"
        draw = partial(draw_swing, facts, subject)
        alt = f"{subject.title}: {most}. A table follows."
        yield subject, _picture(facts, f"hinges-{subject.name}", subject.title, alt, draw)


def _about(facts: Facts) -> str:
    manifest = facts.batch.manifest
    what = f"experiment {manifest.experiment}" if manifest.experiment else "batch"
    return (
        f"Three Kilometres, {what}, scenario {manifest.scenario_id}, seed {manifest.seed}, "
        f"{len(facts.batch.numbers):,} futures an arm; {SOURCES}"
    )


def _fan_alt(facts: Facts) -> str:
    parts = [
        f"{facts.name_of(actor)} "
        + ", ".join(
            f"{distance(float(facts.gap[arm][actor].median[facts.at]))} under {facts.title_of(arm)}"
            for arm in facts.batch.arms
        )
        for actor in facts.behind
    ]
    return f"Median gaps at the end of {facts.year}: {'; '.join(parts)}. A table follows."


def _effects_alt(facts: Facts) -> str:
    parts = [
        f"{facts.name_of(actor)} {times(float(found.factor.estimate))} under "
        f"{facts.title_of(one.arm)}"
        for one in facts.compared
        for actor in facts.behind
        if (found := one.gap[actor][facts.at]).factor is not None
    ]
    return (
        f"Gap at the end of {facts.year} over the first arm's: {'; '.join(parts)}. A table follows."
    )


def _compute_alt(facts: Facts) -> str:
    parts = [
        f"{facts.name_of(actor)} {amount(float(facts.compute[arm][actor].median[facts.at]))} under "
        f"{facts.title_of(arm)}"
        for actor in facts.actors
        for arm in facts.batch.arms
    ]
    return f"Compute at the end of {facts.year} in H100e: {'; '.join(parts)}. A table follows."


def _page(facts: Facts, sections: Sequence[str]) -> str:
    manifest = facts.batch.manifest
    title = manifest.title or manifest.scenario_title
    question = manifest.question or facts.scenario.head.question
    body = "\n".join(sections)
    links = "".join(
        f'<a href="#{name}">{word}</a>' for name, word in LINKS.items() if f'id="{name}"' in body
    )
    over = (
        f"Three Kilometres: report of {len(facts.batch.numbers):,} paired futures, scenario "
        f"{manifest.scenario_id}"
        if len(facts.batch.arms) > 1
        else f"Three Kilometres: report of {len(facts.batch.numbers):,} futures"
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{text(title)}: report</title>
<style>
{faces(_letters(title, question, body))}
{style()}</style>
</head>
<body>
<header><div>
<p class="over">{text(over)}</p>
<h1>{text(title)}</h1>
<p class="question">{text(question)}</p>
<nav aria-label="Sections">{links}</nav>
</div><div class="road" aria-hidden="true"></div></header>
<main>
{body}
</main>
<footer><p>{text(_about(facts))}. Much of the data comes from Epoch AI, used under CC BY 4.0; \
figures were selected, converted and joined with others.</p></footer>
</body>
</html>
"""


def _letters(*parts: str) -> str:
    """Return the letters that the page may show, those of plain English always."""
    plain = "".join(chr(code) for code in range(32, 127))
    return "".join(sorted({*plain, *"".join(parts)}))


def style() -> str:
    """Return the style sheet of the page."""
    return files("race.batch.report").joinpath("style.css").read_text(encoding="utf-8")
