"""What rivals, the adviser, marks and made seats name is there; a slip is told with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from race.base.errors import ScenarioError
from race.scenario.game.advice import AdviceData, check_advice
from race.scenario.game.file import game_file, read_game_file
from race.scenario.game.load import shipped_game
from race.scenario.game.made import MadeData, check_made
from race.scenario.game.marks import MarkData, check_marks
from race.scenario.game.rivals import RivalData, check_rivals
from race.scenario.text.finding import Finding

Check = Callable[[Any], Iterator[Finding]]
FILES: dict[str, tuple[type[Any], Check]] = {
    "archetypes.yaml": (RivalData, lambda data: check_rivals(data, shipped_game())),
    "advisor.yaml": (AdviceData, lambda data: check_advice(data, shipped_game())),
    "achievements.yaml": (MarkData, check_marks),
    "made_seats.yaml": (MadeData, check_made),
}
SLIPS = (
    ("archetypes.yaml", "order: build_site", "order: build_sit", "did you mean 'build_site'?"),
    ("archetypes.yaml", "when: money > 0.2", "when: mony > 0.2", "did you mean 'money'?"),
    ("archetypes.yaml", "fabric: infiniband", "fabric: infinband", "did you mean 'infiniband'?"),
    ("archetypes.yaml", "settings: {mw: 20", "settings: {mv: 20", "allowed: mw, fabric"),
    ("archetypes.yaml", "draft_on_desk: sign", "draft_on_desk: sing", "did you mean 'sign'?"),
    ("archetypes.yaml", "{draft_on_desk: sign", "{draft_on_dusk: sign", "'draft_on_desk'?"),
    ("archetypes.yaml", "  buy_licensed: {speed", "  buy_licensd: {speed", "'buy_licensed'?"),
    ("archetypes.yaml", 'chance: "0.85"', 'chance: "0.85 +"', "expects.buy_licensed.chance"),
    ("archetypes.yaml", "moves: {hosts_share:", "moves: {hosts_shore:", "'hosts_share'?"),
    ("archetypes.yaml", "  guardian:", "  guardien:", "by which seat US of seats.yaml is played"),
    ("advisor.yaml", "order: build_power", "order: build_powr", "did you mean 'build_power'?"),
    ("advisor.yaml", "when: wins_now == 0", "when: wins_know == 0", "did you mean 'wins_now'?"),
    ("advisor.yaml", "settings: {kind: gas", "settings: {kind: gass", "did you mean 'gas'?"),
    ("achievements.yaml", "when: gap_years >=", "when: gap_yeers >=", "did you mean 'gap_years'?"),
    ("achievements.yaml", "laid_buy_grey", "laid_buy_gray", "did you mean 'laid_buy_grey'?"),
    ("made_seats.yaml", "issuer: guardian", "issuer: guardan", "did you mean 'guardian'?"),
    ("made_seats.yaml", "win: gap_years <= {win}", "win: gap_yers <= {win}", "'gap_years'?"),
    ("made_seats.yaml", "sources: [press", "sources: [pres", "did you mean 'press'?"),
)


@pytest.mark.parametrize("name", FILES)
def test_what_ships_fits(name: str) -> None:
    model, check = FILES[name]
    assert list(check(read_game_file(game_file(name), model))) == []


@pytest.mark.parametrize(("name", "good", "bad", "told"), SLIPS, ids=[slip[2] for slip in SLIPS])
def test_a_slip_is_told_with_its_line(
    name: str, good: str, bad: str, told: str, tmp_path: Path
) -> None:
    text = game_file(name).read_text(encoding="utf-8")
    before, found, _ = text.partition(good)
    assert found
    file = tmp_path / name
    file.write_text(text.replace(good, bad, 1), encoding="utf-8")
    model, check = FILES[name]
    with pytest.raises(ScenarioError) as refused:
        read_game_file(file, model, check)
    first = refused.value.faults[0]
    assert told in str(first)
    if "seats.yaml" not in told:
        assert first.line == before.count("\n") + 1
