"""Files of arms and sweeps: what they say, and every fault with its place."""

from pathlib import Path

import pytest

from race.base.errors import InputError, ScenarioError
from race.scenario.experiments.arms_file import read_arms
from race.scenario.experiments.experiment_file import shipped_experiments
from race.scenario.experiments.sweep_file import read_sweep

ARMS = """\
experiment: {id: two, title: Two, question: Why?}
arms:
  as-is: {title: As it is}
  other:
    title: Other
    overlays: [strict]
    changes: {measures: null}
    policies: {RU: bystander}
    figures: {grey.hub_imports: 3}
"""
SWEEP = """\
sweep: {design: sobol, points: 8, seed: 2}
factors:
  a: scenario
  b: {low: 0, high: 0.5}
  c: {distribution: {kind: lognormal, median: 2, sigma: 0.3}}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "file.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str, *, sweep: bool = False) -> list[str]:
    path = written(folder, text)
    with pytest.raises(ScenarioError) as caught:
        (read_sweep if sweep else read_arms)(path)
    return [str(fault).removeprefix(f"{path}:") for fault in caught.value.faults]


def test_arms_say_what_they_change(tmp_path: Path) -> None:
    arms = read_arms(written(tmp_path, ARMS))
    assert (arms.id, arms.title, arms.question) == ("two", "Two", "Why?")
    plain, other = arms.arms
    assert (plain.id, plain.overlays, plain.changes, plain.figures) == ("as-is", (), None, {})
    assert (other.overlays, other.policies) == (("strict",), {"RU": "bystander"})
    assert other.figures == {"grey.hub_imports": 3.0}
    assert other.changes is not None
    assert other.changes.content == {"measures": None}


def test_a_sweep_says_how_its_factors_are_spread(tmp_path: Path) -> None:
    sweep = read_sweep(written(tmp_path, SWEEP))
    assert (sweep.design, sweep.points, sweep.seed) == ("sobol", 8, 2)
    a, b, c = sweep.factors
    assert a.distribution is None
    assert b.distribution is not None
    assert b.distribution.parameters == (0.0, 0.5)
    assert c.distribution is not None
    assert c.distribution.kind == "lognormal"


def test_a_grid_has_values(tmp_path: Path) -> None:
    text = "sweep: {design: grid}\nfactors: {a: {values: [1, 2.5]}, b: {values: [3]}}\n"
    assert [one.values for one in read_sweep(written(tmp_path, text)).factors] == [(1, 2.5), (3,)]


def test_one_file_may_hold_both(tmp_path: Path) -> None:
    path = written(tmp_path, ARMS + SWEEP)
    assert len(read_arms(path).arms) == 2
    assert len(read_sweep(path).factors) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("arms: {}\n", "1:7: arms: given an empty mapping; allowed: keys and values"),
        ("arms: {a b: {title: A}}\n", "1:8: arms.a b: given 'a b'; allowed: letters"),
        ("arms: {a: {titel: A}}\n", "1:12: arms.a.titel: unknown key; allowed: title, overlays"),
        ("arms: {a: {overlays: [A]}}\n", "1:8: arms.a.title: required key is missing; add it"),
        (
            "arms: {a: {title: A, overlays: b}}\n",
            "1:32: arms.a.overlays: given 'b'; allowed: a list",
        ),
        ("arms: {a: {title: A, figures: {x: hot}}}\n", "1:35: arms.a.figures.x: given 'hot'"),
        ("arms: {a: {title: A, policies: {x: 3}}}\n", "1:36: arms.a.policies.x: given 3"),
        ("arms: {a: {title: A, changes: []}}\n", "1:31: arms.a.changes: given an empty list"),
        ("arms: {a: {title: A}}\nexperiment: {name: x}\n", "2:14: experiment.name: unknown key"),
        ("arms: {a: {title: A}}\narm: 1\n", "2:1: arm: unknown key; allowed: experiment, arms"),
        ("sweep: {design: grid}\n", "1:1: arms: required key is missing"),
        ("arms: {a: {title: A}, a: {title: B}}\n", "1:23: arms.a: the key stands twice"),
    ],
)
def test_a_fault_of_arms_is_told_with_its_place(tmp_path: Path, text: str, expected: str) -> None:
    assert faults(tmp_path, text)[0].startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sweep: {design: sobal, points: 8}\nfactors: {a: scenario}\n", "1:17: sweep.design: given 'sobal'; allowed: grid, list, latin_hypercube, sobol, saltelli, morris; did you mean 'sobol'?"),
        ("sweep: {design: sobol, points: 9}\nfactors: {a: scenario}\n", "1:32: sweep.points: given 9; allowed: a power of two, such as 16"),
        ("sweep: {design: morris, points: 1}\nfactors: {a: scenario}\n", "1:33: sweep.points: given 1; allowed: a number from 2 to"),
        ("sweep: {design: sobol}\nfactors: {a: scenario}\n", "1:1: sweep.points: required key is missing"),
        ("sweep: {design: grid, points: 4}\nfactors: {a: {values: [1]}}\n", "1:23: sweep.points: unknown key"),
        ("sweep: {design: grid}\n", "1:1: factors: required key is missing"),
        ("sweep: {design: grid}\nfactors: {a: scenario}\n", "2:14: factors.a: given 'scenario'; allowed: {values:"),
        ("sweep: {design: list}\nfactors: {a: {values: [1, 2]}, b: {values: [1]}}\n", "2:35: factors.b: given 1 values; allowed: 2"),
        ("sweep: {design: sobol, points: 8}\nfactors: {a: {low: 2, high: 1}}\n", "2:29: factors.a.high: given 1; allowed: above 2"),
        ("sweep: {design: sobol, points: 8}\nfactors: {a: {low: 2}}\n", "2:11: factors.a.high: required key is missing"),
        ("sweep: {design: sobol, points: 8}\nfactors: {a: {mean: 2}}\n", "2:14: factors.a: given a mapping; allowed: scenario"),
        ("sweep: {design: sobol, points: 8}\nfactors: {a: {distribution: {kind: normal, mean: 2}}}\n", "2:29: factors.a.distribution: given a mapping; allowed: normal with mean, sd"),
        ("sweep: {design: sobol, points: x}\nfactors: {a: scenario}\n", "1:32: sweep.points: given 'x'; allowed: a whole number"),
    ],
)  # fmt: skip
def test_a_fault_of_a_sweep_is_told_with_its_place(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert faults(tmp_path, text, sweep=True)[0].startswith(expected)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert len(faults(tmp_path, "arms:\n  a: {titel: A}\n  b: {title: 3, figures: 4}\n")) == 4


def test_an_unknown_file_is_refused_with_the_shipped_ones() -> None:
    with pytest.raises(InputError, match=r"shipped: .*controls.*did you mean 'controls'"):
        read_arms("control")


def test_every_shipped_experiment_has_a_question_and_several_arms() -> None:
    assert {"controls", "hubs", "october-2023", "pools"} <= set(shipped_experiments())
    for name in shipped_experiments():
        arms = read_arms(name)
        assert arms.id == name
        assert arms.question.endswith("?")
        assert len(arms.arms) >= 2
