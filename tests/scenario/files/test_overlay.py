"""Named overlays: which are laid over, in which order, and what is refused."""

from pathlib import Path

import pytest

from race.base.errors import InputError, ScenarioError
from race.scenario.load import find_faults, load

GOOD = (Path(__file__).parents[1] / "bad_files" / "good.yaml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.yaml").write_text(GOOD)
    return tmp_path


def write(folder: Path, text: str, name: str = "s.yaml") -> Path:
    (folder / name).write_text("extends: good.yaml\n" + text)
    return Path(name)


def faults(path: Path, *overlays: str) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        load(path, overlays)
    return [str(fault) for fault in caught.value.faults]


HOT = "overlays:\n  hot: {chips: {FAST: {tdp_w: 500}}}\n  hotter: {chips: {FAST: {tdp_w: 600}}}\n"


def test_an_overlay_is_laid_over_when_asked_for(folder: Path) -> None:
    path = write(folder, HOT)
    plain, hot = load(path), load(path, ["hot"])
    assert (plain.chips["FAST"].tdp_w, hot.chips["FAST"].tdp_w) == (400.0, 500.0)
    assert plain.overlays == hot.overlays == ("hot", "hotter")
    assert (plain.chosen_overlays, hot.chosen_overlays) == ((), ("hot",))
    assert plain.content_hash != hot.content_hash


def test_overlays_that_are_not_asked_for_leave_the_hash_alone(folder: Path) -> None:
    path = write(folder, HOT)
    assert load(path).content_hash == load("good.yaml").content_hash


def test_overlays_are_laid_over_in_the_order_asked_for(folder: Path) -> None:
    path = write(folder, HOT)
    assert load(path, ["hot", "hotter"]).chips["FAST"].tdp_w == 600.0
    assert load(path, ["hotter", "hot"]).chips["FAST"].tdp_w == 500.0


def test_a_null_in_an_overlay_takes_away(folder: Path) -> None:
    path = write(
        folder, "overlays: {free: {measures: {first: null}, simulate: {measures: null}}}\n"
    )
    assert not load(path, ["free"]).measures


def test_an_overlay_of_a_base_goes_on_in_the_file_that_extends_it(folder: Path) -> None:
    write(folder, HOT, "base.yaml")
    (folder / "s.yaml").write_text(
        "extends: base.yaml\noverlays: {hot: {chips: {FAST: {memory_gb: 90}}}, hotter: null}\n"
    )
    scenario = load("s.yaml", ["hot"])
    assert (scenario.chips["FAST"].tdp_w, scenario.chips["FAST"].memory_gb) == (500.0, 90.0)
    assert scenario.overlays == ("hot",)


def test_an_unknown_overlay_is_refused_with_a_suggestion(folder: Path) -> None:
    path = write(folder, HOT)
    with pytest.raises(InputError, match=r"no overlay 'hto'; allowed: hot, hotter; .* 'hot'\?"):
        load(path, ["hto"])
    with pytest.raises(InputError, match="asked for twice"):
        load(path, ["hot", "hot"])
    with pytest.raises(InputError, match="the scenario has none"):
        load("good.yaml", ["hot"])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{a: {chips: {FAST: {tdp_w: 400}}}}", "s.yaml:2:12: overlays.a: an overlay that changes"),
        ("{a: {}}", "s.yaml:2:15: overlays.a: given an empty mapping; allowed: sections"),
        ("{a: 3}", "s.yaml:2:15: overlays.a: given 3; allowed: sections"),
        ("[a]", "s.yaml:2:11: overlays: given a list; allowed: overlays by name"),
        ("{a: {chips: {NO: null}}}", "s.yaml:2:28: overlays.a.chips.NO: null, and nothing"),
        ("{a: {include: [x]}}", "s.yaml:2:16: overlays.a.include: 'include' in an overlay"),
        ("{a: {overlays: {}}}", "s.yaml:2:16: overlays.a.overlays: 'overlays' in an overlay"),
    ],
)
def test_what_is_wrong_with_an_overlay_is_told_even_when_not_asked_for(
    folder: Path, text: str, fault: str
) -> None:
    assert any(one.startswith(fault) for one in faults(write(folder, f"overlays: {text}\n")))


def test_what_an_overlay_breaks_is_told_at_its_place(folder: Path) -> None:
    path = write(folder, "overlays: {a: {chips: {FAST: {tdp_w: hot, price: 1}}}}\n")
    assert load(path).chips["FAST"].tdp_w == 400.0
    told = faults(path, "a")
    assert told[0].startswith("s.yaml:2:38: overlays.a.chips.FAST.tdp_w: given 'hot'")
    assert told[1].startswith("s.yaml:2:43: overlays.a.chips.FAST.price: unknown key")


def test_all_faults_of_all_overlays_are_found_in_one_pass(folder: Path) -> None:
    text = "chips: {SLOW: {tdp_w: cold}}\noverlays:\n  a: {chips: {FAST: {tdp_w: hot}}}\n"
    path = write(folder, text + "  b: {chips: {FAST: {memory_gb: much}}}\n")
    keys = [fault.key for fault in find_faults(path)]
    assert keys == [
        "chips.SLOW.tdp_w",
        "overlays.a.chips.FAST.tdp_w",
        "overlays.b.chips.FAST.memory_gb",
    ]
    assert find_faults("good.yaml") == []


def test_a_mistyped_id_in_an_overlay_is_one_fault_with_a_suggestion(folder: Path) -> None:
    (told,) = faults(write(folder, "overlays: {a: {chips: {FASTT: {tdp_w: 500}}}}\n"), "a")
    assert told.startswith("s.yaml:2:24: overlays.a.chips.FASTT: a new entry without name, vendor")
    assert told.endswith("did you mean 'FAST'?")
