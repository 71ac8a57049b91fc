"""Every value of every shipped scenario can be asked for, and its answer names where it stands."""

from functools import cache
from pathlib import Path

import pytest

from race.paths import shipped_scenarios
from race.scenario.editor.explain import Explainer, Explanation
from race.scenario.files.merge import Locator
from race.scenario.files.reading import leaves, path_of, read_merged, value_at
from race.scenario.text.document import read_document
from race.scenario.text.marks import KeyPath, dotted
from race.scenario.text.scalars import Value, resolve


@cache
def lines_of(file: str) -> list[str]:
    return read_document(Path(file), file).text.splitlines()


SOURCED = ("chips", "measures", "parameters", "supply")
FIGURES = ("value", "low", "high")


def test_every_leaf_answers() -> None:
    """Leaves that several scenarios have from the same files are looked at once."""
    seen: set[tuple[object, ...]] = set()
    for name in shipped_scenarios():
        merged = read_merged(name)
        explainer, locator = Explainer(merged), Locator(merged.layers)
        for path, value in leaves(merged.content):
            key = dotted(path)
            asked = (key, value, *(layer.document.file for layer in locator.chain(path)))
            if asked not in seen:
                seen.add(asked)
                assert path_of(merged.content, key) == path
                check_answer(explainer.explain(path), path, value)


def check_answer(found: Explanation, path: KeyPath, value: Value) -> None:
    assert (found.key, found.value) == (dotted(path), value)
    assert found.chain[-1].value == value, path
    assert found.meaning or path[0] == "supply", path
    if path[-1] in FIGURES and "unit" in found.figure:
        assert found.unit == found.figure["unit"], path
    if path[0] in SOURCED and len(path) > 2:
        assert found.source_text, path


@pytest.mark.parametrize("name", shipped_scenarios())
def test_the_place_that_is_told_holds_the_value(name: str) -> None:
    """At every hundredth leaf: the line that is named says the key, or the value of a list's item."""
    merged = read_merged(name)
    explainer = Explainer(merged)
    for path, value in list(leaves(merged.content))[::100]:
        last = explainer.explain(path).chain[-1]
        line = lines_of(last.file)[last.line - 1]
        rest = line[last.column - 1 :]
        if isinstance(path[-1], str):
            assert rest.lstrip("'\"").startswith(path[-1]), (path, rest)
        elif isinstance(value, int | float):
            assert resolve(rest.split(",")[0].rstrip("]} ")) == value
        else:
            assert str(value)[:10] in rest, (path, rest)


def test_an_id_with_dots_is_found() -> None:
    content = read_merged("tiny").content
    path: KeyPath = ("parameters", "training.mfu.tpu", "distribution", "mode")
    assert path_of(content, "parameters.training.mfu.tpu.distribution.mode") == path
    assert value_at(content, path) == 0.43


def test_a_key_of_the_whole_scenario_answers() -> None:
    merged = read_merged("tiny")
    found = Explainer(merged).explain(("countries",))
    assert found.value == merged.content["countries"]
    assert found.meaning.startswith("states")
