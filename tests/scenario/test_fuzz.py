"""Whatever stands in a file, the reader tells what is wrong and where, and never breaks."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scenario.fuzz import PIECES, SMALL, TEXTS, read_text, try_inputs

INPUTS = 10_000
PARTS = 4


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_damaged_files_are_told_with_their_places(part: int, tmp_path: Path) -> None:
    counts = try_inputs(tmp_path, INPUTS // PARTS, seed=part)
    assert counts["good"] + counts["bad"] == INPUTS // PARTS
    assert counts["good"] > 0
    assert counts["bad"] > INPUTS // PARTS // 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parts=st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=30),
    at=st.integers(0, len(SMALL)),
    alone=st.booleans(),
)
def test_any_text_in_any_place_is_told_with_its_place(
    parts: list[str], at: int, alone: bool, tmp_path: Path
) -> None:
    middle = "".join(parts)
    text = middle if alone else SMALL[:at] + middle + SMALL[at:]
    read_text(tmp_path / "s.yaml", text, {})


def test_the_undamaged_texts_are_good(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(SMALL, encoding="utf-8")
    assert [read_text(tmp_path / "s.yaml", text, {}) for text in TEXTS] == [[], []]
