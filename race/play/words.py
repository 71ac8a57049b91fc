"""Texts of the game in the player's language."""

from __future__ import annotations

from race.base.errors import RunError
from race.scenario.game.words import shipped_words
from race.scenario.models.scenario import Scenario


class Words:
    """The words of one language; call it with the key of a text and what fills its places."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._rows = shipped_words()

    def __call__(self, key: str, **given: object) -> str:
        """Return a text.

        Raises:
            RunError: there is no such text.
        """
        if key not in self._rows:
            raise RunError(f"no text '{key}' in the words of the game")
        text = self._rows[key][self.language]
        return text.format(**given) if given else text

    def has(self, key: str) -> bool:
        """Tell whether there is such a text."""
        return key in self._rows

    def pick(self, english: str, russian: str | None) -> str:
        """Return the text of the language; the English one where there is no other."""
        return russian if self.language == "ru" and russian else english

    def actor(self, scenario: Scenario, actor: str) -> str:
        """Return the name of a country or company; the id where there is none."""
        row = scenario.countries.get(actor) or scenario.companies.get(actor)
        return actor if row is None else self.pick(row.name, row.name_ru)

    def unit(self, unit: str) -> str:
        """Return a unit as it is written in the language."""
        key = f"unit.of.{unit}"
        return self(key) if self.has(key) else unit
