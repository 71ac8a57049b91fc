import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from race.cli import main

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")


def test_a_picture_of_a_screen_is_drawn_without_a_window(tmp_path: Path) -> None:
    file = tmp_path / "new" / "main.png"
    command = [sys.executable, "-m", "race", "play", "2022", "--as", "CN", "--lang", "ru"]
    ended = subprocess.run(
        [*command, "--screenshot", str(file), "--size", "1000x600"],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    head = file.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    assert struct.unpack(">II", head[16:24]) == (1000, 600)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--size", "10x10"), "--size: given '10x10'"),
        (("--size", "wide"), "--size: given 'wide'"),
        (("--years", "1000"), "--years: given 1000"),
    ],
)
def test_a_picture_that_cannot_be_is_refused_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    file = str(tmp_path / "x.png")
    assert main(["play", "--as", "RU", "--screenshot", file, *arguments]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("driver", [{"SDL_VIDEODRIVER": "x11"}, {}])
def test_without_a_screen_the_command_says_what_else_to_do(
    driver: dict[str, str], tmp_path: Path
) -> None:
    """Left to itself, SDL would draw where nobody sees it."""
    kept = {name: value for name, value in os.environ.items() if name not in SCREENS}
    ended = subprocess.run(
        [sys.executable, "-m", "race", "play"],
        check=False, capture_output=True, text=True, timeout=60,
        env={**kept, "XDG_RUNTIME_DIR": str(tmp_path), **driver},
    )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stderr.startswith("race: no window can be opened here")
    assert "--text" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_the_first_picture_waits_for_nothing_but_pygame() -> None:
    code = (
        "import os, sys; os.environ['SDL_VIDEODRIVER'] = 'dummy'; import pygame; from race.cli import main; "
        "heavy = ('numpy', 'pydantic', 'yaml', 'rich', 'race.engine', 'race.play'); "
        "seen = lambda: (print([name for name in heavy if name in sys.modules]), os._exit(0)); "
        "pygame.display.flip = seen; main(['play'])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True
    )
    assert ended.stdout.endswith("[]\n")


def test_a_window_loads_no_package_of_the_batch_and_none_of_the_terminal() -> None:
    code = (
        "import sys, race.commands.play_window, race.commands.play_desk; "
        "heavy = ('PIL', 'matplotlib', 'mesa', 'pandas', 'pyarrow', 'rich', 'scipy', 'SALib'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ended.stdout == "[]\n"


def test_a_film_shows_the_years_of_a_game(tmp_path: Path) -> None:
    file = tmp_path / "road.webp"
    command = [sys.executable, "-m", "race", "play", "--as", "RU", "--years", "2", "--lang", "ru"]
    ended = subprocess.run(
        [*command, "--export", str(file)], check=False, capture_output=True, text=True
    )
    assert (ended.returncode, ended.stdout.strip(), ended.stderr) == (0, str(file), "")
    with Image.open(file) as film:
        assert film.size == (1280, 288)
        assert getattr(film, "n_frames") > 2 * 5  # noqa: B009 - the types do not know it


def test_a_film_is_refused_without_a_year_or_as_another_kind_of_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["play", "--as", "RU", "--export", str(tmp_path / "road.gif")]) == 2
    assert ".webp" in capsys.readouterr().err
    assert main(["play", "tiny", "--as", "RU", "--export", str(tmp_path / "road.webp")]) == 2
    assert "no year was played" in capsys.readouterr().err
