"""From an experiment to all that its folder keeps: manifest, points, and a scenario for each arm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from race.api import decider
from race.base.arguments import LARGEST_SEED, within
from race.base.errors import Fault, InputError, ScenarioError
from race.batch.running.design import Experiment, points_of, refuse_figures, refuse_strangers
from race.batch.running.work import refuse_unknown
from race.batch.store.cells import Points
from race.batch.store.fingerprint import model_hash
from race.batch.store.manifest import KeptArm, Manifest, hash_of
from race.engine.outcome import stop_of
from race.engine.setup import drawn_figures
from race.rules.rulebook import rulebook
from race.scenario.checks.playable import Policies
from race.scenario.experiments.experiment import Arm
from race.scenario.kept import dump_content
from race.scenario.load import content_hash, load, load_changed
from race.scenario.models.scenario import Scenario
from race.scenario.models.values import Quantity
from race.world.build import build_world

MOST_CELLS = 2_000_000_000
"""Of an arm; replicate and point are 32-bit numbers in the tables."""
BLOCK = 32
LARGEST_BLOCK = 4096


@dataclass(frozen=True, eq=False)
class Prepared:
    """A batch that may begin.

    Attributes:
        manifest: what it is.
        points: of its sweep.
        scenarios: the merged scenario of each arm, as JSON text.
        scenario: the scenario without any arm.
    """

    manifest: Manifest
    points: Points
    scenarios: Mapping[str, str]
    scenario: Scenario


def prepare_batch(
    experiment: Experiment, policies: Policies, *, block: int = BLOCK, slices: int = 0
) -> Prepared:
    """Check an experiment and lay its arms over the scenario.

    Args:
        experiment: what is to be run.
        policies: that there are, all of them registered.
        block: cells simulated at once.
        slices: into how many parts the work is divided, 0 where it is not.

    Raises:
        InputError: something that the experiment names does not exist or is not allowed.
        ScenarioError: files have faults; it carries all of them.
    """
    within("--seed", experiment.seed, 0, LARGEST_SEED)
    within("--block", block, 1, LARGEST_BLOCK)
    scenario = load(experiment.scenario, (), policies)
    refuse_unknown(scenario, experiment.companies)
    stop_of(scenario, experiment.until)
    laid = _laid_arms(experiment, policies)
    drawn = [one.drawn for one in laid]
    points = points_of(experiment.sweep, drawn[0])
    for one in laid:
        refuse_strangers(points.names, one.drawn)
    within("--runs", experiment.runs, 1, MOST_CELLS // len(points))
    if slices > 0:  # so that each has a block at least
        block = min(block, -(-experiment.runs * len(points) // slices))
    manifest = Manifest(
        scenario=experiment.scenario,
        scenario_id=scenario.head.id,
        scenario_title=scenario.head.title,
        scenario_hash=scenario.content_hash,
        seed=experiment.seed,
        runs=experiment.runs,
        arms=tuple(one.kept for one in laid),
        points_sha256=hash_of(points),
        points=len(points),
        experiment=experiment.arms.id,
        title=experiment.arms.title,
        question=experiment.arms.question or scenario.head.question,
        until=experiment.until,
        companies=experiment.companies,
        sweep=_sweep(experiment, drawn[0]),
        block=block,
        slices=slices,
        model=model_hash(),
    )
    return Prepared(manifest, points, {one.kept.id: one.text for one in laid}, scenario)


@dataclass(frozen=True, eq=False)
class _Laid:
    kept: KeptArm
    text: str
    drawn: Mapping[str, Quantity]


def _laid_arms(experiment: Experiment, policies: Policies) -> list[_Laid]:
    """Lay every arm over the scenario.

    Raises:
        ScenarioError: some cannot be; it carries the faults of all of them.
    """
    laid: list[_Laid] = []
    faults: list[Fault] = []
    for arm in experiment.arms.arms:
        try:
            laid.append(_laid(experiment, arm, policies))
        except ScenarioError as error:
            faults += error.faults
        except InputError as error:
            faults.append(arm.fault(str(error)))
    if faults:
        raise ScenarioError(dict.fromkeys(faults))
    return laid


def _laid(experiment: Experiment, arm: Arm, policies: Policies) -> _Laid:
    """Lay an arm over the scenario and see that it could run."""
    scenario, content = load_changed(experiment.scenario, arm.overlays, policies, arm.changes)
    world = build_world(scenario)
    decider(world, arm.policies)
    drawn = drawn_figures(world, rulebook(world))
    refuse_figures(arm.figures, drawn)
    hash_ = content_hash(content)
    kept = KeptArm(arm.id, arm.title, hash_, arm.overlays, dict(arm.policies), dict(arm.figures))
    return _Laid(kept, dump_content(content), drawn)


def _sweep(experiment: Experiment, drawn: Mapping[str, Quantity]) -> dict[str, object] | None:
    """Return what the manifest tells of a sweep: its design and the factors with their spread."""
    sweep = experiment.sweep
    if sweep is None:
        return None
    factors: dict[str, object] = {}
    for factor in sweep.factors:
        quantity = drawn[factor.name]
        spread = factor.distribution or quantity.distribution
        factors[factor.name] = {
            "unit": quantity.unit,
            "values": list(factor.values),
            "distribution": None if factor.values or spread is None else _plain(spread),
        }
    return {"design": sweep.design, "points": sweep.points, "seed": sweep.seed, "factors": factors}


def _plain(spread: object) -> dict[str, object]:
    names = ("kind", "low", "mode", "high", "mean", "sd", "median", "sigma")
    pairs = ((name, getattr(spread, name)) for name in names)
    return {name: value for name, value in pairs if value is not None}
