"""The schema for editors: every key described, no complaint about what is shipped, mistakes flagged.

The language server itself is asked where npm can fetch it; everywhere else its tests are skipped.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from race.paths import scenarios_folder
from race.scenario.editor.json_schema import DRAFT, MODELINE
from race.scenario.editor.keys import keys_of, models_within
from race.scenario.editor.schema import scenario_schema
from race.scenario.models.scenario import Scenario
from race.scenario.models.values import Quantity
from tests.scenario.language_server import LanguageServer

SERVER = "yaml-language-server@1.25.0"
FETCH_LIMIT_S = 60
SCENARIOS = scenarios_folder()
SHIPPED = sorted(
    path
    for pattern in ("*.yaml", "data/*.yaml", "templates/specimen.yaml")
    for path in SCENARIOS.glob(pattern)
)
GAME = sorted((SCENARIOS / "game").rglob("*.yaml"))


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return scenario_schema()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("npm is not on this machine")
    folder = tmp_path_factory.mktemp("npm")
    words = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), SERVER]
    try:
        subprocess.run(words, cwd=folder, capture_output=True, check=True, timeout=FETCH_LIMIT_S)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        pytest.skip("npm cannot fetch the language server here")
    program = folder / "node_modules/yaml-language-server/bin/yaml-language-server"
    with LanguageServer([node, str(program), "--stdio"]) as running:
        yield running


def test_every_key_has_title_description_and_example(schema: dict[str, Any]) -> None:
    places = {Scenario: schema["properties"]} | {
        model: schema["definitions"][model.__name__]["properties"]
        for model in models_within(Scenario)
        if model is not Scenario
    }
    for model, properties in places.items():
        for name, key in keys_of(model).items():
            one = properties[name]
            assert one["title"], name
            assert one["description"].endswith("."), name
            assert len(one["examples"]) == 1, name
            if key.unit and key.unit != "1":
                assert f"Unit: {key.unit}." in one["description"]


def test_ranges_units_and_words_are_in_it(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == DRAFT
    company = schema["definitions"]["Company"]["properties"]
    assert (company["team"]["minimum"], company["team"]["maximum"]) == (0.0, 1.0)
    assert company["capex_busd"]["allOf"][1]["properties"]["unit"]["enum"] == ["BUSD", "BUSD/year"]
    chip = schema["definitions"]["Chip"]["properties"]
    assert chip["tdp_w"]["exclusiveMinimum"] == 0.0
    assert "INVENTED" in chip["status"]["enum"]
    assert schema["definitions"]["Head"]["properties"]["steps_per_year"]["enum"] == [
        1,
        2,
        4,
        12,
        None,
    ]


def test_every_reference_of_it_leads_somewhere(schema: dict[str, Any]) -> None:
    text = json.dumps(schema)
    named = {part.split('"')[0] for part in text.split("#/definitions/")[1:]}
    assert named == set(schema["definitions"])
    assert Quantity.__name__ in named


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_shipped_file_names_the_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first.startswith(MODELINE)
    assert (path.parent / first.removeprefix(MODELINE)).resolve() == SCENARIOS / "schema.json"


@pytest.mark.parametrize("path", [*SHIPPED, *GAME], ids=lambda path: path.name)
def test_an_editor_has_no_complaint_about_a_shipped_file(
    path: Path, server: LanguageServer
) -> None:
    assert server.complaints(path) == []


MISTAKES = """\
scenario: {id: a, title: b, start: 2022, stepz: 4}
chips:
  A: {tdp_w: hot}
  B: {status: MODLE}
  C: {tdp_w: -1}
  D: {first_volume: 2022-13}
countries:
  E: {gdp_busd: {value: 1, unit: MUSD}}
  F: {gdp_busd: 5}
script: {g: {when: 2022, order: spent}}
simulate: {chips: A}
sitez: {}
"""
FOUND_AT = {0, 2, 3, 4, 5, 7, 8, 9, 10, 11}


def test_an_editor_flags_mistakes(server: LanguageServer) -> None:
    text = f"{MODELINE}schema.json\n{MISTAKES}"
    found = server.complaints(SCENARIOS / "mistakes.yaml", text)
    assert {one["range"]["start"]["line"] - 1 for one in found} == FOUND_AT


def test_an_editor_explains_and_completes(server: LanguageServer) -> None:
    text = f"{MODELINE}schema.json\nchips:\n  A:\n    tdp_w: 400\n    peak\n"
    path = SCENARIOS / "completed.yaml"
    hover = server.ask_at("textDocument/hover", path, text, 3, 6)
    assert "Thermal design power. Unit: W. Range: above 0." in hover["contents"]["value"]
    completions = server.ask_at("textDocument/completion", path, text, 4, 8)["items"]
    labels = {one["label"] for one in completions}
    assert "peak_16bit_tflops" in labels


def test_an_editor_explains_and_completes_the_data_of_the_game(server: LanguageServer) -> None:
    text = f"{MODELINE}schema.json\norders:\n  gift:\n    slots: 2\n    effects:\n      - {{handle: }}\n"
    path = SCENARIOS / "game/completed.yaml"
    hover = server.ask_at("textDocument/hover", path, text, 3, 6)
    assert "How many it takes of a seat's four" in hover["contents"]["value"]
    completions = server.ask_at("textDocument/completion", path, text, 5, 17)["items"]
    assert {"secured_mw", "backing"} <= {one["label"] for one in completions}
