"""Small batches for tests, run in this process."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from race.batch.running.design import Experiment
from race.batch.running.target import usual_target
from race.batch.store.folder import begin
from race.batch.store.shards import write
from race.experiments import open_work, prepare
from race.scenario.experiments.experiment import Arm, Arms, Sweep

FREE = Arm("free", "Nothing is controlled", policies={"US": "bystander"})
AS_IS = Arm("as-is", "Controls as they are")
TWO_ARMS = Arms("controls", "Controls on and off", "What do controls add?", (FREE, AS_IS))
ONE_ARM = Arms("", "", "", (AS_IS,))


def small_batch(
    folder: Path,
    runs: int = 6,
    arms: Arms = TWO_ARMS,
    sweep: Sweep | None = None,
    *,
    scenario: str = "tiny",
    until: int | None = None,
    fail: Sequence[tuple[str, int]] = (),
    block: int = 4,
) -> Path:
    """Run a batch; cells of `fail`, (arm, number), count as failed."""
    experiment = Experiment(scenario, 1, runs, arms, sweep, until=until)
    prepared = prepare(experiment)
    begin_in(folder, experiment)
    work = open_work(folder)
    for arm in prepared.manifest.arms:
        failed = {number for name, number in fail if name == arm.id}
        for first in range(0, prepared.manifest.cells, block):
            numbers = range(first, min(first + block, prepared.manifest.cells))
            for number in numbers:
                if number in failed:
                    failure = work.fail(arm.id, number, "RuntimeError: meant to fail")
                    write(folder, work.pack_failures([failure]))
            for part in _without(numbers, failed):
                target = usual_target(prepared.scenario)
                result = work.run(arm.id, part, target, lambda _state, _block: None)
                for packed in result.shards:
                    write(folder, packed)
    return folder


def begin_in(folder: Path, experiment: Experiment) -> None:
    """Begin a batch and leave it there."""
    prepared = prepare(experiment)
    folder.mkdir(parents=True, exist_ok=True)
    begin(folder, prepared.manifest, prepared.points, prepared.scenarios)


def _without(numbers: range, failed: set[int]) -> list[range]:
    return [range(n, n + 1) for n in numbers if n not in failed] if failed else [numbers]
