"""A report stands by itself, says what the batch says, and can be read by everybody."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from race.base.errors import InputError
from race.batch.reading import read_batch
from race.batch.report.backing import hinges_section
from race.batch.report.facts import Bands, Facts, gather
from race.batch.report.fan import draw_fan
from race.batch.report.hinges import hinges
from race.batch.report.markup import Picture
from race.batch.report.page import Report, make_report
from race.batch.report.paper import NARROW, settings, svg
from race.batch.report.provenance import arms_section
from race.batch.report.results import gap_section
from race.batch.report.swing import draw_swing
from race.batch.report.words import signed
from race.batch.report.write import write_report
from race.experiments import open_work
from race.scenario.experiments.experiment import GRID, LIST, MORRIS, SALTELLI, Factor, Sweep
from race.scenario.models.values import Distribution
from tests.batch.small_batch import ONE_ARM, TWO_ARMS, small_batch

VOID = {"meta", "source", "img", "br", "hr", "link", "input", "path", "polygon", "circle"}

NO_PICTURE = Picture("gap", "", "", b"", b"", b"", b"")


class Page(HTMLParser):
    """Tags in their order, with what is wrong about their nesting."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def facts_of(folder: Path, year: int | None = None, actors: Sequence[str] = ()) -> Facts:
    batch = read_batch(folder)
    return gather(batch, open_work(folder).ready(batch.arms[0]).scenario, year=year, actors=actors)


def report_of(folder: Path) -> Report:
    facts = facts_of(folder)
    return make_report(facts, hinges(facts, open_work(folder).ready(facts.first)))


@pytest.fixture(scope="module")
def two_arms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "two"
    return small_batch(folder, 56, block=56, until=2023, fail=[("free", 3)])


@pytest.fixture(scope="module")
def report(two_arms: Path) -> Report:
    return report_of(two_arms)


def test_page_needs_no_network(report: Report) -> None:
    page = Page(report.html)
    assert not page.all("script") + page.all("link") + page.all("iframe")
    sources = [one["src"] for one in page.all("img")] + [
        one["srcset"] for one in page.all("source")
    ]
    assert all((source or "").startswith("data:image/svg+xml;base64,") for source in sources)
    assert not re.findall(r"url\((?!data:)", report.html)
    links = [one["href"] or "" for one in page.all("a")]
    beside = {f"{one.name}.{kind}" for one in report.pictures for kind in ("svg", "png")}
    assert {link for link in links if not link.startswith("#")} == beside


def test_page_is_well_formed(report: Report) -> None:
    page = Page(report.html)
    assert not page.open
    assert not page.faults
    names = [one["id"] for _, one in page.tags if "id" in one]
    assert len(names) == len(set(names))
    anchors = [(one["href"] or "")[1:] for one in page.all("a") if (one["href"] or "")[0] == "#"]
    assert set(anchors) <= set(names)


def test_page_can_be_heard(report: Report) -> None:
    page = Page(report.html)
    assert page.all("html")[0]["lang"] == "en"
    assert len(page.all("h1")) == 1
    assert all(len(one["alt"] or "") > 20 for one in page.all("img"))
    assert all(one.get("scope") in {"col", "row"} for one in page.all("th"))
    assert len(page.all("caption")) == len(page.all("table")) > 4


def test_page_says_what_the_batch_says(two_arms: Path, report: Report) -> None:
    batch = read_batch(two_arms)
    cubes = batch.figure("kilometres", ["RU"])
    difference = float(np.median(cubes["as-is"][-1, 0] - cubes["free"][-1, 0]))
    assert f'<div class="sign">{signed(difference)}</div>' in report.html
    for words in ("What do controls add?", "55 paired futures", "RuntimeError: meant to fail"):
        assert words in report.html
    assert f"race replay {two_arms} --replicate 3 --arm free" in report.html
    assert batch.manifest.arm("free").hash in report.html


def test_the_same_bytes_every_time_and_pictures_beside(two_arms: Path, report: Report) -> None:
    page = write_report(open_work(two_arms), two_arms)
    assert page == two_arms / "report" / "index.html"
    assert page.read_text(encoding="utf-8") == report.html
    names = {f"{one.name}.{kind}" for one in report.pictures for kind in ("svg", "png")}
    assert {one.name for one in page.parent.iterdir()} == {"index.html", *names}
    for one in report.pictures:
        assert (page.parent / f"{one.name}.svg").read_bytes() == one.alone
        assert one.png.startswith(b"\x89PNG")


def test_gaps_that_a_logarithm_cannot_show_do_no_harm(two_arms: Path) -> None:
    facts = facts_of(two_arms)
    odd = dict(zip(facts.behind, (float("inf"), 0.0, 1e12, 1e-12), strict=False))
    bands = {arm: {a: Bands(*(part * 0.0 + odd.get(a, 1.0) for part in one))
             for a, one in rows.items()} for arm, rows in facts.gap.items()}  # fmt: skip
    values = {
        arm: {a: np.full(55, odd.get(a, 1.0)) for a in rows} for arm, rows in facts.gap.items()
    }
    changed = Facts(**{**vars(facts), "gap": bands, "at_year": values})
    found = hinges(changed, open_work(two_arms).ready(facts.first))
    with settings():
        assert b"<svg" in svg(draw_fan(changed, NARROW, ""))
        for subject in found.subjects[: len(facts.behind)]:
            assert b"<svg" in svg(draw_swing(changed, subject, NARROW, ""))
    assert "\N{INFINITY}" in gap_section(changed, NO_PICTURE)


def test_the_year_that_is_asked_about(two_arms: Path) -> None:
    facts = facts_of(two_arms, 2022)
    assert (facts.year, facts.at) == (2022, 0)
    gap = facts.batch.figure("kilometres", ["RU"])["free"][0, 0]
    assert (facts.at_year["free"]["RU"] == gap).all()


def test_one_arm_and_one_future(tmp_path: Path) -> None:
    html = report_of(small_batch(tmp_path, 1, ONE_ARM, until=2022)).html
    assert "Median gap at the end of 2022." in html
    assert "What the arms change" not in html


def test_grid_has_a_row_for_each_point(tmp_path: Path) -> None:
    sweep = Sweep(GRID, (Factor("score.stride_m", (0.5, 0.75, 1.0)),))
    folder = small_batch(tmp_path, 4, ONE_ARM, sweep, until=2022)
    facts = facts_of(folder)
    html = hinges_section(facts, hinges(facts, open_work(folder).ready("as-is")), {})
    assert "Median gap of Russia at each point of the sweep" in html
    assert "score.stride_m (m)" in html


def test_points_of_one_future_are_no_further_futures(tmp_path: Path) -> None:
    """Three futures at 60 points are 180 cells, which tell nothing of what three futures drew."""
    strides = tuple(np.linspace(0.1, 1.0, 60).tolist())
    sweep = Sweep(LIST, (Factor("score.stride_m", strides),))
    folder = small_batch(tmp_path, 3, TWO_ARMS, sweep, until=2022, block=180)
    facts = facts_of(folder)
    found = hinges(facts, open_work(folder).ready(facts.first))
    assert {bar.name for subject in found.subjects for bar in subject.bars} == {"score.stride_m"}
    (compared,) = facts.compared
    assert np.isinf(compared.gap["RU"][-1].difference.low)
    assert "In this sweep every future is run at every point." in report_of(folder).html


def test_saltelli_has_indices(tmp_path: Path) -> None:
    spread = Distribution(kind="uniform", low=0.5, high=1.5)
    factors = tuple(Factor(name, (), spread) for name in ("score.stride_m", "training.mfu.tpu"))
    sweep = Sweep(SALTELLI, factors, 8)
    folder = small_batch(tmp_path, 2, ONE_ARM, sweep, until=2022, block=64)
    found = hinges(facts_of(folder), open_work(folder).ready("as-is"))
    indices = found.indices["RU"]
    assert not isinstance(indices, str)
    assert indices.total.estimate[0] == pytest.approx(1.0, abs=0.4)


def test_morris_has_effects(tmp_path: Path) -> None:
    """The gap in km goes with the stride and against the years of a plan, both by arithmetic."""
    longer = Distribution(kind="uniform", low=0.5, high=1.5)
    slower = Distribution(kind="uniform", low=4.0, high=6.0)
    factors = (Factor("score.stride_m", (), longer), Factor("score.plan_years", (), slower))
    folder = small_batch(tmp_path, 2, ONE_ARM, Sweep(MORRIS, factors, 6), until=2022, block=64)
    facts = facts_of(folder)
    found = hinges(facts, open_work(folder).ready("as-is"))
    effects = found.effects["RU"]
    assert not isinstance(effects, str)
    expected = np.log10([1.375 / 0.625, 4.25 / 5.75])
    np.testing.assert_allclose(effects.mean, expected, atol=0.06)
    np.testing.assert_allclose(effects.mean_size, np.abs(effects.mean))
    assert "Elementary effects (Morris)" in hinges_section(facts, found, {})


def test_strangers_are_refused(two_arms: Path) -> None:
    with pytest.raises(InputError, match="--year: given 2050; allowed: 2022 to 2023"):
        facts_of(two_arms, 2050)
    with pytest.raises(InputError, match="--actors: no country 'XX' in this batch"):
        facts_of(two_arms, actors=["XX"])


def test_a_batch_of_another_version_is_told(two_arms: Path) -> None:
    ready = open_work(two_arms).ready("free")
    parameters = dict(ready.scenario.parameters)
    del parameters["grey.hub_imports"]
    older = ready.scenario.model_copy(update={"parameters": parameters})
    changed = replace(ready, world=replace(ready.world, scenario=older))
    with pytest.raises(InputError, match=r"another version of the model.*'grey.hub_imports'"):
        hinges(facts_of(two_arms), changed)


def test_countries_can_be_chosen(two_arms: Path) -> None:
    assert facts_of(two_arms, actors=["RU"]).behind == ("RU",)


def test_unfinished_batch_says_so(tmp_path: Path) -> None:
    folder = small_batch(tmp_path, 4, TWO_ARMS, until=2022, block=2)
    last = max((folder / "shards").glob("as-is.*"))
    for file in last.iterdir():
        file.unlink()
    last.rmdir()
    assert "Not finished: of 4 futures there are Controls as they are 2." in arms_section(
        facts_of(folder)
    )
