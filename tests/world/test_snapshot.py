"""A snapshot gives back the same state, and nothing damaged, foreign or dangerous is read."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from race.base.errors import InputError, RunError
from race.engine.step import neutral_orders, take_step
from race.rules.block import Block
from race.world.snapshot import digest, load, save
from race.world.state import COLUMNS, State
from tests.small_worlds import small_block
from tests.worlds import last_state, random_orders

Members = dict[str, bytes]


@pytest.fixture(scope="module")
def block() -> Block:
    return small_block(3, 3)


@pytest.fixture(scope="module")
def state(block: Block) -> State:
    return last_state(block, random_orders(1), until=block.world.calendar.start + 1.0)


@pytest.fixture
def path(tmp_path: Path, state: State) -> Path:
    file = tmp_path / "state.race"
    save(file, state, {"seed": 1, "scenario": "abc"})
    return file


def _members(path: Path) -> Members:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _write(path: Path, members: Members, compression: int = zipfile.ZIP_STORED) -> None:
    """Write members and seal them as a forger would."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.comment = b"0" * 64
    body = buffer.getvalue()[:-64]
    path.write_bytes(body + hashlib.sha256(body).hexdigest().encode())


def test_a_state_comes_back_bit_for_bit(path: Path, state: State) -> None:
    back, about = load(path)
    assert (back.step, back.time, about) == (state.step, state.time, {"seed": 1, "scenario": "abc"})
    for column in COLUMNS:
        given, found = getattr(state, column.name), getattr(back, column.name)
        assert found.dtype == given.dtype
        np.testing.assert_array_equal(found, given, strict=True)
    assert [digest(back, r) for r in range(3)] == [digest(state, r) for r in range(3)]


def test_a_run_goes_on_from_a_snapshot_as_if_never_stopped(
    path: Path, state: State, block: Block
) -> None:
    onward, resumed, orders = state, load(path).state, neutral_orders(block)
    for _ in range(block.world.calendar.steps_per_year):
        onward, _ = take_step(onward, orders, block)
        resumed, _ = take_step(resumed, orders, block)
    assert [digest(onward, r) for r in range(3)] == [digest(resumed, r) for r in range(3)]


def test_the_same_state_makes_the_same_file(tmp_path: Path, state: State) -> None:
    for name in ("one", "two"):
        save(tmp_path / name, state)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_no_draft(
    path: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("race.world.snapshot.os.fsync", full)
    with pytest.raises(RunError, match=r"state\.race: cannot be written: No space left"):
        save(path, state)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_what_reads_back_differently_is_not_put_in_place(
    path: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"something else")
    with pytest.raises(RunError, match=r"state\.race: what was written reads back differently"):
        save(path, state)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, state: State) -> None:
    with pytest.raises(RunError, match=r"gone/state: cannot be written: No such file"):
        save(tmp_path / "gone" / "state", state)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.9, 0.99999])
def test_a_file_cut_short_is_refused(path: Path, share: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(InputError, match=r"state\.race: the seal is broken"):
        load(path)


def test_a_changed_bit_anywhere_is_refused(path: Path) -> None:
    content = path.read_bytes()
    generator = np.random.default_rng(4)
    places = [*range(100), *range(len(content) - 300, len(content))]
    for place in [*places, *generator.integers(0, len(content), 100).tolist()]:
        damaged = bytearray(content)
        damaged[place] ^= 1 << int(generator.integers(0, 8))
        path.write_bytes(damaged)
        with pytest.raises(InputError, match=r"state\.race: the seal is broken"):
            load(path)


def test_a_missing_file_and_one_too_long_are_refused(path: Path) -> None:
    with pytest.raises(InputError, match=r"none: cannot be read: No such file"):
        load(path.with_name("none"))
    with pytest.raises(InputError, match=r"given \d+ bytes; allowed: at most 1000"):
        load(path, largest=1000)


def _pickled(members: Members) -> Members:
    entry = io.BytesIO()
    np.lib.format.write_array(entry, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    return {**members, "made.npy": entry.getvalue()}


def _huge(members: Members) -> Members:
    entry = io.BytesIO()
    header = {"descr": "<f8", "fortran_order": False, "shape": (10**12, 10**3)}
    np.lib.format.write_array_header_1_0(entry, header)
    return {**members, "made.npy": entry.getvalue()}


def _stretched(members: Members) -> Members:
    """Return a manifest whose sizes no file could hold."""
    manifest = json.loads(members["manifest.json"])
    manifest["sizes"]["chips"] = 10**15
    return {**members, "manifest.json": json.dumps(manifest).encode()}


def _with(**changes: object) -> Callable[[Members], Members]:
    def change(members: Members) -> Members:
        manifest = json.loads(members["manifest.json"]) | changes
        return {**members, "manifest.json": json.dumps(manifest).encode()}

    return change


FORGERIES: dict[str, Callable[[Members], Members]] = {
    "a pickle": _pickled,
    "more values than there are bytes": _huge,
    "sizes beyond any file": _stretched,
    "a negative size": _with(sizes={"replicates": -1}),
    "an unknown column": lambda members: {**members, "extra.npy": members["made.npy"]},
    "a column less": lambda members: {k: v for k, v in members.items() if k != "made.npy"},
    "a path out of the folder": lambda members: {**members, "../made.npy": b""},
    "a column of another": lambda members: {**members, "made.npy": members["balance.npy"]},
    "no manifest": lambda members: {k: v for k, v in members.items() if k != "manifest.json"},
    "a manifest that is a list": lambda members: {**members, "manifest.json": b"[]"},
    "a manifest without end": lambda members: {**members, "manifest.json": b"[" * 200_000},
    "another version": _with(version=2),
    "another format": _with(format="other"),
    "another column table": _with(columns=[]),
    "no sizes": _with(sizes=None),
    "a time that never comes": _with(time=float("inf")),
    "a time that is not a number": _with(time=float("nan")),
    "a step that is a word": _with(step="first"),
    "columns that are text": lambda members: {**members, "made.npy": b"text"},
}


@pytest.mark.parametrize("name", list(FORGERIES))
def test_a_forgery_with_a_right_seal_is_refused(path: Path, name: str) -> None:
    _write(path, FORGERIES[name](_members(path)))
    with pytest.raises(InputError, match=r"state\.race: not a snapshot of this version"):
        load(path)


def test_a_compressed_file_is_refused(path: Path) -> None:
    _write(path, _members(path), zipfile.ZIP_DEFLATED)
    with pytest.raises(InputError, match="compressed members"):
        load(path)


def test_a_forgery_that_changes_nothing_is_read(path: Path, state: State) -> None:
    _write(path, _members(path))
    assert digest(load(path).state, 0) == digest(state, 0)


def test_the_digest_sees_every_column_and_only_its_replicate(state: State) -> None:
    before = [digest(state, r) for r in range(3)]
    for column in COLUMNS:
        values = getattr(state, column.name).copy()
        flat = values.reshape(-1, 3)
        if len(flat) == 0:
            continue
        flat[len(flat) // 2, 1] = -7
        after = [digest(state.evolve(**{column.name: values}), r) for r in range(3)]
        changed = [a != b for a, b in zip(before, after, strict=True)]
        assert changed == [False, True, False], column.name


def test_the_digest_sees_step_and_time(state: State) -> None:
    later = state.evolve(step=state.step + 1)
    assert len({digest(s, 0) for s in (state, later, state.evolve(time=1.0))}) == 3


def test_the_digest_knows_one_zero_and_no_layout(state: State) -> None:
    nothing = np.zeros_like(state.transit)
    same = [
        state.evolve(transit=nothing),
        state.evolve(transit=-nothing),
        state.evolve(transit=np.asfortranarray(nothing)),
        state.evolve(transit=nothing, licence_basis=None),
    ]
    assert len({digest(one, 0) for one in same}) == 1
