"""The film of a game is written by another process, and the end screen says when it is done."""

import sys
import time
from pathlib import Path

import pytest

from race.ui.filmer import Filmer
from race.ui.keepsakes import Keepsakes
from race.ui.window import Window
from tests.ui.bench import a_window, strike

WRITES = "import sys; open(sys.argv[sys.argv.index('--export') + 1], 'w').write(sys.argv[2])"
FAILS = "import sys; sys.exit('race: no space left')"
PATIENCE_S = 30.0


def _end(folder: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> Window:
    monkeypatch.setattr(Keepsakes, "_file", lambda _self, suffix: folder / f"road.{suffix}")
    window = a_window(folder, years=1)
    window.desk.library.filmer = Filmer((sys.executable, "-c", code))
    window.desk.show("end")
    window.draw()
    strike(window, "f")
    return window


def _wait(window: Window, before: str) -> str:
    start = time.monotonic()
    while window.desk.note == before and time.monotonic() - start < PATIENCE_S:
        time.sleep(0.02)
        window.step([])
    return window.desk.note


def test_the_end_lets_a_film_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window = _end(tmp_path, WRITES, monkeypatch)
    said = window.desk.note
    assert said
    assert str(tmp_path / "road.webp") in _wait(window, said)
    game = window.desk.game
    assert game is not None
    assert (tmp_path / "road.webp").read_text() == game.share_code()


def test_what_went_wrong_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window = _end(tmp_path, FAILS, monkeypatch)
    assert "no space left" in _wait(window, window.desk.note)


def test_two_films_are_not_written_at_once(tmp_path: Path) -> None:
    filmer = Filmer((sys.executable, "-c", "import sys; sys.stdin.read()"))
    assert not Filmer().start("code", "en", tmp_path / "a.webp")
    assert filmer.start("code", "en", tmp_path / "a.webp")
    assert not filmer.start("code", "en", tmp_path / "b.webp")
    start = time.monotonic()
    while filmer.ended() is None and time.monotonic() - start < PATIENCE_S:
        time.sleep(0.02)
    assert filmer.start("code", "en", tmp_path / "b.webp")
    while filmer.ended() is None and time.monotonic() - start < PATIENCE_S:
        time.sleep(0.02)
