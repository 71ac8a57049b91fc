"""A batch that is killed loses nothing and doubles nothing."""

from pathlib import Path

import pytest

from tests.batch.killing import VICTIMS, torture


@pytest.mark.slow
def test_ten_kills_lose_no_row_and_change_no_byte(tmp_path: Path) -> None:
    tally = torture(tmp_path, 10, 1)
    assert tally.total == 10
    assert all(tally.kills[victim] >= 3 for victim in VICTIMS)
