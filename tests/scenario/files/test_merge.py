"""How files become one."""

from pathlib import Path

import pytest

from race.scenario.files.chain import collect
from race.scenario.files.merge import Locator, merge
from race.scenario.files.overlay import Content
from race.scenario.load import load


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def merged(folder: Path, **texts: str) -> tuple[Content, list[str]]:
    """Merge files; the last one is the scenario."""
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    files = merge(collect(f"{list(texts)[-1]}.yaml"))
    return files.content, [str(fault) for fault in files.faults]


def test_mappings_are_updated_key_by_key_at_any_depth(folder: Path) -> None:
    content, faults = merged(
        folder,
        base="p: {a: {value: 1, low: 0}, b: {value: 2}}\n",
        over="extends: base.yaml\np: {a: {value: 3}, c: {value: 4}}\n",
    )
    assert faults == []
    assert content == {"p": {"a": {"value": 3, "low": 0}, "b": {"value": 2}, "c": {"value": 4}}}


def test_lists_and_plain_values_are_replaced(folder: Path) -> None:
    content, _ = merged(
        folder,
        base="p: {list: [1, 2], plain: 1, mapping: {a: 1}, other: 5}\n",
        over="extends: base.yaml\np: {list: [3], plain: {b: 2}, mapping: 7, other: [1]}\n",
    )
    assert content == {"p": {"list": (3,), "plain": {"b": 2}, "mapping": 7, "other": (1,)}}


def test_a_translation_goes_with_its_text(folder: Path) -> None:
    base = "p: {title: One, title_ru: Один, note: a}\n"
    for over, expected in (
        ("title: Two", {"title": "Two", "note": "a"}),
        ("title: Two, title_ru: Два", {"title": "Two", "title_ru": "Два", "note": "a"}),
        ("title: One", {"title": "One", "title_ru": "Один", "note": "a"}),
        ("title_ru: Первый", {"title": "One", "title_ru": "Первый", "note": "a"}),
    ):
        content, faults = merged(folder, base=base, over=f"extends: base.yaml\np: {{{over}}}\n")
        assert (content, faults) == ({"p": expected}, [])


def test_null_takes_away_what_stands(folder: Path) -> None:
    content, faults = merged(
        folder,
        base="p: {a: {x: 1, y: 2}, b: 1}\n",
        over="extends: base.yaml\np: {a: {x: null}, b: null}\n",
    )
    assert (content, faults) == ({"p": {"a": {"y": 2}}}, [])


def test_null_where_nothing_stands_is_a_fault(folder: Path) -> None:
    _, faults = merged(folder, base="p: {a: 1}\n", over="extends: base.yaml\np:\n  b:\nq:\n")
    text = "null, and nothing stands there to take away; leave the key out, or give it a value"
    assert faults == [f"over.yaml:3:5: p.b: {text}", f"over.yaml:4:3: q: {text}"]


def test_the_nearest_file_of_a_chain_wins(folder: Path) -> None:
    content, _ = merged(
        folder,
        first="p: {a: 1, b: 1, c: 1}\n",
        second="extends: first.yaml\np: {b: 2, c: 2}\n",
        third="extends: second.yaml\np: {c: 3}\n",
    )
    assert content == {"p": {"a": 1, "b": 2, "c": 3}}


def test_a_file_updates_what_it_includes(folder: Path) -> None:
    content, faults = merged(
        folder, data="p: {a: {x: 1, y: 1}}\n", own="include: [data.yaml]\np: {a: {y: 2}}\n"
    )
    assert (content, faults) == ({"p": {"a": {"x": 1, "y": 2}}}, [])


def test_included_files_may_share_a_section_but_no_entry(folder: Path) -> None:
    content, faults = merged(
        folder,
        one="p: {a: 1}\nplain: 1\n",
        two="p: {b: 2, a: 3}\nplain: 1\n",
        own="include: [one.yaml, two.yaml]\n",
    )
    assert content["p"] == {"a": 3, "b": 2}
    assert faults == [
        "two.yaml:1:11: p.a: defined twice, first in one.yaml:1; keep one of them",
        "two.yaml:2:1: plain: defined twice, first in one.yaml:2; keep one of them",
    ]


def test_merging_changes_no_document(folder: Path) -> None:
    (folder / "base.yaml").write_text("p: {a: {x: 1}}\n")
    (folder / "over.yaml").write_text("extends: base.yaml\np: {a: {x: 2, y: 3}, b: {z: 1}}\n")
    files = collect("over.yaml")
    content = merge(files).content
    assert content == {"p": {"a": {"x": 2, "y": 3}, "b": {"z": 1}}}
    assert files.documents[0].content == {"p": {"a": {"x": 1}}}


def test_the_order_of_entries_is_that_of_the_files(folder: Path) -> None:
    content, _ = merged(
        folder, base="p: {b: 1, a: 1}\n", over="extends: base.yaml\np: {c: 1, b: 2}\n"
    )
    assert list(content["p"]) == ["b", "a", "c"]  # type: ignore[arg-type]


def test_a_place_is_found_in_the_file_that_decides(folder: Path) -> None:
    merged(
        folder,
        base="p:\n  a: {x: 1, y: 1}\n  gone: {x: 1}\n",
        over="extends: base.yaml\np:\n  a: {y: 2}\n  gone: 3\n",
    )
    locator = Locator(merge(collect("over.yaml")).layers)
    assert locator.find(("p", "a", "x")).document.file == "base.yaml"
    assert locator.find(("p", "a", "y")).document.file == "over.yaml"
    assert locator.find(("p", "a", "missing")).document.file == "over.yaml"
    assert locator.find(("p", "gone", "x")).document.file == "over.yaml"


def test_a_distribution_that_names_its_kind_is_replaced_and_else_updated(tmp_path: Path) -> None:
    base = (Path(__file__).parents[1] / "bad_files/good.yaml").read_text(encoding="utf-8")
    (tmp_path / "good.yaml").write_text(base, encoding="utf-8")
    path = tmp_path / "over.yaml"
    key = "training.mfu.infiniband"
    text = "extends: good.yaml\nparameters: {%s: {distribution: {%s}}}\n"
    path.write_text(text % (key, "kind: lognormal, median: 0.43, sigma: 0.1"))
    changed = load(path).parameters[key].distribution
    assert changed is not None
    assert (changed.kind, changed.parameters) == ("lognormal", (0.43, 0.1))
    path.write_text(text % (key, "mode: 0.4"))
    updated = load(path).parameters[key].distribution
    assert updated is not None
    assert updated.parameters == (0.3, 0.4, 0.5)
