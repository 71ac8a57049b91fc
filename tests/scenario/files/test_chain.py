"""The files of a scenario: what may be read, and what stays unread."""

from pathlib import Path

import pytest

from race.base.errors import InputError, ScenarioError
from race.scenario.files.chain import MAXIMUM_CHAIN, MAXIMUM_FILES, collect
from race.scenario.load import load

BESIDE = "countries:\n  hidden: {name: Hidden}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of a scenario, with a file beside it that it must not reach."""
    (tmp_path / "beside.yaml").write_text(BESIDE)
    inside = tmp_path / "mine"
    inside.mkdir()
    monkeypatch.chdir(inside)
    return inside


def faults_of(name: str) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        load(name)
    return [str(fault) for fault in caught.value.faults]


def refusal(named: str) -> str:
    return (
        f"s.yaml:1:11: include[0]: given '{named}'; "
        "allowed: files in the folder of the scenario or of the shipped scenarios"
    )


def test_a_path_out_of_the_folder_is_refused_unread(folder: Path) -> None:
    (folder / "s.yaml").write_text("include: [../beside.yaml]\n")
    assert faults_of("s.yaml") == [refusal("../beside.yaml")]


def test_an_absolute_path_is_refused_unread(folder: Path) -> None:
    named = str(folder.parent / "beside.yaml")
    (folder / "s.yaml").write_text(f"include: ['{named}']\n")
    (fault,) = faults_of("s.yaml")
    assert fault.startswith("s.yaml:1:11: include[0]: given '/")
    assert fault.endswith(
        "allowed: files in the folder of the scenario or of the shipped scenarios"
    )


def test_a_link_out_of_the_folder_is_refused_unread(folder: Path) -> None:
    (folder / "link.yaml").symlink_to(folder.parent / "beside.yaml")
    (folder / "s.yaml").write_text("include: [link.yaml]\n")
    assert faults_of("s.yaml") == [refusal("link.yaml")]


def test_a_linked_folder_is_refused_unread(folder: Path) -> None:
    (folder / "up").symlink_to(folder.parent)
    (folder / "s.yaml").write_text("include: [up/beside.yaml]\n")
    assert faults_of("s.yaml") == [refusal("up/beside.yaml")]


def test_a_base_out_of_the_folder_is_refused_unread(folder: Path) -> None:
    (folder / "s.yaml").write_text("extends: ../beside.yaml\n")
    (fault,) = faults_of("s.yaml")
    assert fault.startswith("s.yaml:1:10: extends: given '../beside.yaml'; allowed: files in the")


def test_a_path_with_a_nul_is_refused(folder: Path) -> None:
    (folder / "s.yaml").write_text('include: ["a\\0b.yaml"]\n')
    (fault,) = faults_of("s.yaml")
    assert "allowed: the path of a .yaml file" in fault


def test_every_broken_file_of_a_set_is_told(folder: Path) -> None:
    (folder / "a.yaml").write_text("x: [\n")
    (folder / "b.yaml").write_text("y: &anchor 1\n")
    (folder / "s.yaml").write_text("include: [a.yaml, b.yaml, c.yaml]\n")
    assert [fault.split(":")[0] for fault in faults_of("s.yaml")] == ["s.yaml", "a.yaml", "b.yaml"]


def test_a_circle_of_files_is_refused(folder: Path) -> None:
    (folder / "a.yaml").write_text("extends: b.yaml\n")
    (folder / "b.yaml").write_text("extends: a.yaml\n")
    assert faults_of("a.yaml") == ["b.yaml:1:10: extends: a circle: a.yaml is extended by itself"]


def test_a_chain_has_an_end(folder: Path) -> None:
    for number in range(MAXIMUM_CHAIN + 2):
        (folder / f"{number}.yaml").write_text(f"extends: {number + 1}.yaml\n")
    (fault,) = faults_of("0.yaml")
    assert fault.endswith(f"a chain of more than {MAXIMUM_CHAIN} files")


def test_a_scenario_has_a_bounded_number_of_files(folder: Path) -> None:
    names = [f"{number}.yaml" for number in range(MAXIMUM_FILES + 1)]
    for name in names:
        (folder / name).write_text("countries: {}\n")
    (folder / "s.yaml").write_text(f"include: [{', '.join(names)}]\n")
    (fault,) = faults_of("s.yaml")
    assert fault.endswith(f"more than {MAXIMUM_FILES} files")


def test_data_files_go_on_to_no_others(folder: Path) -> None:
    (folder / "a.yaml").write_text("include: [b.yaml]\nextends: b.yaml\n")
    (folder / "s.yaml").write_text("include: [a.yaml]\n")
    assert faults_of("s.yaml") == [
        "a.yaml:2:10: extends: 'extends' in a data file; take it out",
        "a.yaml:1:10: include: 'include' in a data file; take it out",
    ]


def test_shipped_files_may_be_used_from_any_folder(folder: Path) -> None:
    (folder / "s.yaml").write_text("include: [data/sources.yaml]\n")
    files = collect("s.yaml")
    assert files.faults == []
    assert "sources" in files.documents[0].content


def test_an_own_file_comes_before_the_shipped_one_of_the_same_name(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "sources.yaml").write_text("sources: {mine: {what: mine, status: MODEL}}\n")
    (folder / "s.yaml").write_text("include: [data/sources.yaml]\n")
    assert collect("s.yaml").documents[0].content == {
        "sources": {"mine": {"what": "mine", "status": "MODEL"}}
    }


def test_documents_come_base_first_and_data_before_the_file(folder: Path) -> None:
    (folder / "base.yaml").write_text("include: [one.yaml]\n")
    (folder / "one.yaml").write_text("countries: {}\n")
    (folder / "two.yaml").write_text("companies: {}\n")
    (folder / "s.yaml").write_text("extends: base.yaml\ninclude: [two.yaml]\n")
    names = [document.file for document in collect("s.yaml").documents]
    assert names == ["one.yaml", "base.yaml", "two.yaml", "s.yaml"]


def test_a_missing_scenario_is_told_in_one_line(folder: Path) -> None:
    with pytest.raises(InputError, match=r"no scenario 'nothing\.yaml'"):
        load("nothing.yaml")
