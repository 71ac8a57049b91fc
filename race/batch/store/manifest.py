"""The manifest of a batch: what it runs, with which version, from which scenario and seed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import numpy as np

from race import __version__
from race.base.errors import InputError
from race.batch.store.cells import Points
from race.batch.store.fingerprint import model_hash
from race.batch.store.sealed import read_sealed
from race.scenario.experiments.experiment import Arm
from race.scenario.text.wording import unknown

FORMAT = "three-kilometres batch 1"
NAME = "manifest.json"
_MAY_DIFFER = ("runs", "block", "slices", "scenario", "scenario_title", "title", "question")


@dataclass(frozen=True)
class KeptArm:
    """An arm as the folder keeps it; its merged scenario stands in `arms/ID.json`."""

    id: str
    title: str
    hash: str
    overlays: tuple[str, ...] = ()
    policies: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, float] = field(default_factory=dict)

    @property
    def arm(self) -> Arm:
        """Return the arm without what was laid over the scenario, which its JSON has."""
        return Arm(self.id, self.title, self.overlays, None, self.policies, self.figures)


@dataclass(frozen=True)
class Manifest:
    """What a batch is.

    Attributes:
        version, numpy: with which it was begun; another may differ in the last bit.
        model: hash of the code of the model with which it was begun, see `race.batch.store.fingerprint`.
        scenario: the name or path that was given.
        scenario_id, scenario_title, scenario_hash: of the scenario without any arm.
        experiment, title, question: of the file of arms, empty without one.
        seed: of all random numbers.
        runs: futures of each arm at each point; more may be asked for later.
        until: the last year to simulate, None for that of the scenario.
        companies: those whose figures are kept; `all` keeps all.
        arms: with their hashes, in their order.
        sweep: its design and factors as the file had them, None without one.
        points, points_sha256: how many points there are, and the hash of their values.
        block: cells simulated at once.
        slices: into how many parts the work was divided, 0 where it was not.
    """

    scenario: str
    scenario_id: str
    scenario_title: str
    scenario_hash: str
    seed: int
    runs: int
    arms: tuple[KeptArm, ...]
    points_sha256: str
    points: int = 1
    experiment: str = ""
    title: str = ""
    question: str = ""
    until: int | None = None
    companies: tuple[str, ...] = ()
    sweep: Mapping[str, Any] | None = None
    block: int = 64
    slices: int = 0
    version: str = __version__
    numpy: str = np.__version__
    model: str = ""

    @property
    def cells(self) -> int:
        """Count the cells of one arm."""
        return self.runs * self.points

    def arm(self, name: str) -> KeptArm:
        """Return an arm by its id.

        Raises:
            InputError: there is none.
        """
        for one in self.arms:
            if one.id == name:
                return one
        raise unknown(f"no arm '{name}' in this batch", name, (one.id for one in self.arms))


def as_json(manifest: Manifest) -> dict[str, Any]:
    """Return a manifest as an object to be sealed."""
    return {"format": FORMAT, **asdict(manifest)}


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a folder.

    Raises:
        InputError: the folder has none, or it is damaged or of another format.
    """
    path = folder / NAME
    if not path.is_file():
        raise InputError(f"{folder}: no batch there: it has no {NAME}")
    return from_json(read_sealed(path), path)


def from_json(about: Mapping[str, Any], name: str | Path) -> Manifest:
    """Make the manifest of a sealed object that was opened.

    Raises:
        InputError: it is of another format.
    """
    rest = {key: value for key, value in about.items() if key not in ("format", "arms")}
    if about.get("format") != FORMAT:
        raise InputError(f"{name}: not of this format; allowed: {FORMAT}")
    try:
        arms = tuple(_kept_arm(one) for one in about["arms"])
        return Manifest(arms=arms, **{**rest, "companies": tuple(rest["companies"])})
    except (KeyError, TypeError) as error:
        raise InputError(f"{name}: not of this format: {error}") from error


def refuse_other_version(manifest: Manifest) -> None:
    """Refuse to work at a batch with another version or model than it was begun with.

    Raises:
        InputError: the program, NumPy or the code of the model is another, so that figures might be.
    """
    other = other_version(manifest)
    if other:
        raise InputError(other)


def other_version(manifest: Manifest) -> str:
    """Say which version or model a batch was begun with, where it is another than here."""
    for name, standing, here in (
        ("three-kilometres", manifest.version, __version__),
        ("NumPy", manifest.numpy, np.__version__),
        ("the model", manifest.model, model_hash()),
    ):
        if standing != here:
            return f"the batch was begun with {name} {_short(standing)}, here is {_short(here)}"
    return ""


def differences(standing: Manifest, asked: Manifest) -> list[str]:
    """List in what a batch that stands differs from the one that is asked for."""
    found = []
    for one in fields(Manifest):
        old, new = getattr(standing, one.name), getattr(asked, one.name)
        if one.name == "arms":
            found += _arms_differ(standing.arms, asked.arms)
        elif one.name == "model" and old != new:
            found.append(
                f"the code of the model: begun with {_short(old)}, now {_short(new)}; "
                "futures of two models do not go together: begin another folder"
            )
        elif one.name not in _MAY_DIFFER and _plain(old) != _plain(new):
            found.append(f"{one.name}: begun with {_short(old)}, now {_short(new)}")
    return found


def hash_of(points: Points) -> str:
    """Return the SHA-256 of the names and values of points."""
    head = "\0".join(points.names).encode()
    return hashlib.sha256(head + points.values.astype("<f8").tobytes()).hexdigest()


def _arms_differ(standing: Sequence[KeptArm], asked: Sequence[KeptArm]) -> list[str]:
    names = [[one.id for one in arms] for arms in (standing, asked)]
    if names[0] != names[1]:
        return [f"arms: begun with {', '.join(names[0])}, now {', '.join(names[1])}"]
    return [
        f"arm {old.id}: it was changed since"
        for old, new in zip(standing, asked, strict=True)
        if _plain(asdict(old) | {"title": ""}) != _plain(asdict(new) | {"title": ""})
    ]


def _kept_arm(row: Mapping[str, Any]) -> KeptArm:
    return KeptArm(**{**row, "overlays": tuple(row["overlays"])})


def _plain(value: object) -> object:
    """Make what was read from JSON and what was not comparable."""
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return value


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 24 else text[:20] + "..."
