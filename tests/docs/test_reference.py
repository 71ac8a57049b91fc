"""The pages of docs/reference say what the code and the scenario data say."""

from pathlib import Path

import pytest

from docs.generate import AXES, FILES, FOLDER, PAGES
from race.world.state import COLUMNS


@pytest.mark.parametrize("name", PAGES)
def test_page_has_not_fallen_behind(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), "run: python docs/generate.py"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_file_has_not_fallen_behind(file: Path) -> None:
    assert file.read_text(encoding="utf-8") == FILES[file](), "run: python docs/generate.py"


def test_nothing_else_stands_among_the_made_pages() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(PAGES)


def test_every_axis_of_the_state_is_explained() -> None:
    used = {axis for column in COLUMNS for axis in column.axes}
    assert used == set(AXES)
