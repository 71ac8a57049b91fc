"""What docs/model.md names exists: stages, parameters, sources, measures, figures."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from race.engine.figures import FIGURES
from race.engine.plan import PLAN
from race.rules.orders import ORDER_COLUMNS
from race.scenario.load import load
from race.world.state import COLUMNS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/model.md"


@cache
def text() -> str:
    return PAGE.read_text(encoding="utf-8")


@cache
def families() -> frozenset[str]:
    return frozenset(name.split(".")[0] for name in load("2022").parameters)


@cache
def streams() -> frozenset[str]:
    """Return the names of random streams, some of which look like parameters."""
    asked = re.compile(r"chance\.\w+\(\s*f?\"([a-z.]+)")
    code = (file.read_text(encoding="utf-8") for file in (ROOT / "race").rglob("*.py"))
    return frozenset(name for one in code for name in asked.findall(one))


@cache
def named_parameters() -> frozenset[str]:
    """Return what looks like a parameter: words joined by dots, the first one a family."""
    found = re.findall(r"(?<![\w./])[a-z_]+(?:\.\w+)+", text())
    named = {name for name in found if name.split(".")[0] in families()} - streams()
    for stem, first, last in re.findall(r"([a-z.]+)\.(\d) to \1\.(\d)", text()):
        named |= {f"{stem}.{level}" for level in range(int(first), int(last) + 1)}
    return frozenset(named)


def test_every_parameter_is_named() -> None:
    unnamed = set(load("2022").parameters) - named_parameters() - streams()
    assert not unnamed


def test_every_named_parameter_exists() -> None:
    strange = named_parameters() - set(load("2022").parameters)
    assert not strange


def test_every_stage_has_a_section_in_the_order_of_the_plan() -> None:
    section = text().split("## 7. ")[1].split("## 8. ")[0]
    assert re.findall(r"^### `(\w+)`", section, flags=re.MULTILINE) == [one.name for one in PLAN]


def test_every_stage_is_listed_in_the_overview() -> None:
    listed = re.findall(r"^\d+\. `(\w+)`:", text(), flags=re.MULTILINE)
    assert listed == [stage.name for stage in PLAN]


def test_every_order_is_named_where_it_acts() -> None:
    missing = {one.name for one in ORDER_COLUMNS if not re.search(rf"\b{one.name}\b", text())}
    assert not missing - {"tighten_tpp", "relax", "close_remote_access", "follow", "release"}


def test_sources_are_listed() -> None:
    keys = set(re.findall(r"(?<![\w-])[ENLC]\d{1,2}(?![\w.])", text()))
    assert not keys - set(load("2022").sources)


def test_measures_exist() -> None:
    measures = set(re.findall(r"`((?:us|ru|press|cn)-20[\w-]+)`", text()))
    assert measures
    assert not measures - set(load("2022").measures)


def test_figures_of_a_year_end_exist() -> None:
    section = text().split("## 8. ")[1].split("# Guesses")[0]
    known = {one.name for one in FIGURES} | {one.name for one in COLUMNS}
    named = set(re.findall(r"\b(\w+_(?:years|months|h100e|flop))\b", section))
    assert not {name for name in named if name not in known and not name.startswith("plan_")}


def test_contents_lead_to_headings() -> None:
    headings = re.findall(r"^#+ (.+)$", text(), flags=re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in headings}
    assert not set(re.findall(r"\]\(#([^)]+)\)", text())) - anchors
