"""Two models of one version are told apart, and their futures do not come into one batch."""

from pathlib import Path

import pytest

from race.base.errors import InputError
from race.batch.running import prepare
from race.batch.running.design import Experiment
from race.batch.store import fingerprint, manifest
from race.batch.store.fingerprint import model_hash
from race.batch.store.manifest import read_manifest, refuse_other_version
from race.experiments import batch

EXPERIMENT = Experiment("tiny", seed=1, runs=2, until=2023)


def _hash_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(fingerprint, "_folders", lambda _: [folder])
    return model_hash.__wrapped__()


def test_a_changed_line_is_another_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = tmp_path / "rules" / "market.py"
    rule.parent.mkdir()
    rule.write_bytes(b"PRICE = 1\nBID = 2\n")
    first = _hash_of(tmp_path, monkeypatch)
    rule.write_bytes(b"PRICE = 1\r\nBID = 2\r\n")
    assert _hash_of(tmp_path, monkeypatch) == first, "line ends do not count"
    rule.write_bytes(b"PRICE = 2\nBID = 2\n")
    assert _hash_of(tmp_path, monkeypatch) != first
    rule.write_bytes(b"PRICE = 1\nBID = 2\n")
    rule.rename(rule.with_name("prices.py"))
    assert _hash_of(tmp_path, monkeypatch) != first, "nor a file of another name"


def test_the_model_is_all_that_a_future_passes_through() -> None:
    for package in fingerprint.PACKAGES:
        folders = fingerprint._folders(package)
        assert [path for folder in folders for path in folder.rglob("*.py")], package


def test_a_batch_of_another_model_is_not_carried_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    batch(EXPERIMENT, folder, workers=0)
    assert batch(EXPERIMENT, folder, workers=0, resume=True).failed == 0
    monkeypatch.setattr(prepare, "model_hash", lambda: "f" * 64)
    with pytest.raises(InputError, match=r"code of the model: begun with .*, now ffff"):
        batch(EXPERIMENT, folder, workers=0, resume=True)
    monkeypatch.setattr(manifest, "model_hash", lambda: "f" * 64)
    with pytest.raises(InputError, match=r"the model [0-9a-f]{20}\.\.\., here is ffff"):
        refuse_other_version(read_manifest(folder))
