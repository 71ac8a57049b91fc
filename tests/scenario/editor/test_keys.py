"""Every key of a scenario is explained, and has an example that the reader takes."""

import pytest
from pydantic import BaseModel

from race.app import known_policies
from race.paths import scenarios_folder
from race.scenario.editor.keys import SHARED, keys_of, meanings_of, models_within
from race.scenario.editor.specimen import FILE, examples
from race.scenario.load import find_faults
from race.scenario.models.scenario import Scenario

MODELS = [*models_within(Scenario)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_has_a_meaning_a_title_and_an_example(model: type[BaseModel]) -> None:
    for name, key in keys_of(model).items():
        assert key.meaning, name
        assert key.title, name
        assert key.meaning[-1] != ".", name
        assert (model, name) in examples(), f"{name}: add it to scenarios/{FILE}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_docstring_explains_no_key_that_there_is_not(model: type[BaseModel]) -> None:
    assert set(meanings_of(model)) <= set(model.model_fields)


def test_the_shared_meanings_are_used() -> None:
    names = {name for model in MODELS for name in keys_of(model)}
    assert set(SHARED) <= names


def test_numbers_have_the_unit_of_their_name() -> None:
    chip = {
        name: key.unit
        for model in MODELS
        if model.__name__ == "Chip"
        for name, key in keys_of(model).items()
    }
    assert (chip["peak_16bit_tflops"], chip["peak_8bit_tops"]) == ("TFLOP/s", "TOP/s")
    assert (chip["tdp_w"], chip["memory_tbs"], chip["price_usd"]) == ("W", "TB/s", "USD")
    assert (chip["name"], chip["data_centre"]) == ("", "")


def test_the_specimen_has_no_fault() -> None:
    assert find_faults(scenarios_folder() / FILE, known_policies()) == []
