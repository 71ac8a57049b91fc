"""Whatever happens to a save, or while one is written, a whole one can be played on."""

import hashlib
import os
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from race.base.errors import InputError, RunError
from race.play.records import saves
from race.play.records.container import LARGEST_BYTES, MAGIC, seal
from race.play.records.saves import RING, Refused, Save, Shelf, game_key, read_save, write_save
from tests.play.made_records import OPENING, a_record

GOLDEN = Path(__file__).parents[1] / "golden" / "format-1.3km"
FAULTS = 1000


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "saves")


def _refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_save(path)
    return str(caught.value)


def test_a_game_comes_back_as_it_was(shelf: Shelf) -> None:
    record = a_record()
    assert read_save(shelf.keep(record)) == record
    assert read_save(shelf.keep_as("Перед рывком 2", record)) == record


def test_the_golden_save_of_format_1_is_still_read() -> None:
    assert read_save(GOLDEN) == a_record()


def test_every_damaged_save_is_refused_in_one_line_and_the_one_before_it_offered(
    shelf: Shelf,
) -> None:
    before, after = a_record(2), a_record(3)
    first = shelf.keep(before)
    second = shelf.keep(after)
    os.utime(first, (1, 1))
    whole = second.read_bytes()
    chance = np.random.default_rng(5)
    for number in range(FAULTS):
        second.write_bytes(_damaged(whole, number, chance))
        found, refused = shelf.newest()
        assert found == Save(first, before), number
        assert len(refused) == 1
        assert "\n" not in refused[0].reason
        assert str(second) in refused[0].reason
        assert shelf.before(second) == found


def _damaged(whole: bytes, number: int, chance: np.random.Generator) -> bytes:
    """Give a save with one of five kinds of damage; never the whole one."""
    kind, at = number % 5, int(chance.integers(len(whole)))
    if kind == 0:
        flipped = bytearray(whole)
        flipped[at] ^= 1 << chance.integers(8)
        return bytes(flipped)
    if kind == 1:
        return whole[:at]
    if kind == 2:
        return whole + bytes(int(chance.integers(1, 64)))
    if kind == 3:
        zeroed = whole[:at] + bytes(len(whole[at:]))
        return zeroed if zeroed != whole else whole[:-1]
    return _forged(whole, chance)


def _forged(whole: bytes, chance: np.random.Generator) -> bytes:
    """Give a payload that is changed and sealed again as a forger would: it can be no record."""
    payload = whole[20:-32]
    forgeries: list[bytes] = [
        payload.replace(b'"seed":7', b'"seed":-7'),
        payload.replace(b'"seed":7', b'"seed":' + b"9" * 5000),
        payload.replace(b'"seed":7', b'"seed":7.5'),
        payload.replace(b'"seed":7', b'"seed":7,"seed":8'),
        payload.replace(b'"seats":["RU"]', b'"seats":[]'),
        payload.replace(b'"seats":["RU"]', b'"seats":["RU","RU"]'),
        payload.replace(b"1000.0", b"NaN"),
        payload.replace(b"1000.0", b"1e999"),
        payload.replace(b"1000.0", b"[[1]]"),
        payload.replace(b'"language"', b'"tongue"'),
        payload.replace(b"ab" * 32, b"zz" * 32),
        payload.replace(b'"buy_grey"', b'"' + b"x" * 5000 + b'"'),
        payload.replace(b'"buy_grey"', b'"\\u0000"'),
        payload[: chance.integers(len(payload))],
        b"[" * 100_000,
        b'{"opening":null}',
        b"null",
        b"\xff\xfe",
        b"",
    ]
    chosen = forgeries[chance.integers(len(forgeries))]
    assert chosen != payload
    return seal(chosen, 1)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda _: b"", "not a saved game"),
        (lambda _: b"PK\x03\x04" + bytes(100), "not a saved game"),
        (lambda _: MAGIC, "cut short"),
        (lambda whole: whole[:-1], "cut short or stretched"),
        (lambda whole: whole[:-1] + b"!", "the seal is broken"),
        (lambda whole: seal(whole[20:-32], 2), "newer version"),
        (lambda whole: seal(whole[20:-32], 0), "format 0 is not known"),
        (
            lambda whole: whole[:12] + struct.pack("<Q", 2**63) + whole[20:],
            "cut short or stretched",
        ),
    ],
)
def test_the_line_says_what_is_wrong(
    shelf: Shelf, spoil: Callable[[bytes], bytes], said: str
) -> None:
    path = shelf.keep(a_record())
    path.write_bytes(spoil(path.read_bytes()))
    assert said in _refusal(path)


def test_a_save_that_is_too_long_is_refused_unread(shelf: Shelf) -> None:
    path = shelf.keep(a_record())
    with path.open("r+b") as file:
        file.truncate(LARGEST_BYTES + 1)
    assert "too many" in _refusal(path)


def test_a_folder_or_nothing_in_place_of_a_save_is_refused(shelf: Shelf) -> None:
    folder = shelf.folder / "x.3km"
    folder.mkdir(parents=True)
    assert "cannot be read" in _refusal(folder)
    assert "cannot be read" in _refusal(shelf.folder / "none.3km")
    assert shelf.newest()[0] is None


def test_the_ring_keeps_the_last_five_of_each_game_and_touches_no_other(shelf: Shelf) -> None:
    other = replace(a_record(), opening=replace(OPENING, seed=8))
    shelf.keep(other)
    shelf.keep_as("mine", a_record(0))
    for turns in range(8):
        shelf.keep(a_record(turns))
    found = [save for save in shelf.saves() if isinstance(save, Save)]
    kept = [s for s in found if s.path.stem.startswith(f"auto-{game_key(OPENING)}")]
    assert sorted(len(s.record.turns) for s in kept) == [3, 4, 5, 6, 7]
    assert len(kept) == RING
    assert {s.path.stem for s in found} >= {"mine"}
    assert other in [s.record for s in found]


@pytest.mark.parametrize(
    "name", ["", "../up", "a/b", ".hidden", "x" * 41, "auto-0123456789ab-000001"]
)
def test_a_name_that_could_leave_the_folder_is_refused(shelf: Shelf, name: str) -> None:
    with pytest.raises(InputError, match="name of a save"):
        shelf.keep_as(name, a_record())


def test_a_full_disk_leaves_the_save_before(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.keep_as("mine", a_record(1))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RunError, match="cannot be written"):
        shelf.keep_as("mine", a_record(2))
    assert [path.name for path in shelf.folder.iterdir()] == ["mine.3km"]
    assert read_save(shelf.folder / "mine.3km") == a_record(1)


def test_an_older_format_is_brought_to_the_present_one_step_by_step(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def renamed(value: dict[str, object]) -> dict[str, object]:
        return {("language" if key == "tongue" else key): row for key, row in value.items()}

    monkeypatch.setattr(saves, "MIGRATIONS", {0: renamed})
    path = shelf.keep(a_record())
    old = path.read_bytes()[20:-32].replace(b'"language"', b'"tongue"')
    path.write_bytes(seal(old, 0))
    assert read_save(path) == a_record()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is of Unix")
def test_a_kill_while_saving_never_leaves_a_player_without_a_save(tmp_path: Path) -> None:
    """A process that saves without pause is killed again and again at odd moments."""
    folder = tmp_path / "saves"
    code = (
        "import sys; from pathlib import Path; from race.play.records.saves import Shelf\n"
        "from tests.play.made_records import a_record\n"
        "shelf = Shelf(Path(sys.argv[1])); shelf.keep(a_record(1)); print('ready', flush=True)\n"
        "while True:\n"
        "    shelf.keep(a_record(2)); shelf.keep_as('mine', a_record(3))\n"
    )
    chance = np.random.default_rng(3)
    for _ in range(6):
        writer = subprocess.Popen(
            [sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.0, 0.05))
        writer.kill()
        writer.wait()
        writer.stdout.close()
        found, refused = Shelf(folder).newest()
        assert found is not None
        assert refused == ()
        assert all(not isinstance(save, Refused) for save in Shelf(folder).saves())
    shutil.rmtree(folder)


def test_two_writes_of_one_game_make_one_file(tmp_path: Path) -> None:
    for name in ("one.3km", "two.3km"):
        write_save(tmp_path / name, a_record())
    digests = {hashlib.sha256(p.read_bytes()).hexdigest() for p in tmp_path.iterdir()}
    assert len(digests) == 1
