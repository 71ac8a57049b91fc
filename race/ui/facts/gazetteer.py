"""Where countries, hubs and sites of a scenario lie: its own places, else those of the shipped map."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from race.paths import assets_folder
from race.ui.facts.atlas import Node, Place
from race.ui.words import Words
from race.world.world import World

UNPLACED: Place = (0.0, 0.0)


@lru_cache(maxsize=1)
def places() -> dict[str, Any]:
    """Return where clusters, hubs and countries lie on the shipped map."""
    found: dict[str, Any] = json.loads(
        (assets_folder() / "map" / "places.json").read_text(encoding="utf-8")
    )
    return found


@dataclass(frozen=True)
class Gazetteer:
    """Places of a world, (latitude, longitude)."""

    world: World

    @property
    def source(self) -> str:
        """Give the country of the first foundry, from which chips are shipped; empty without one."""
        foundries = self.world.foundry_country
        return self.world.countries[int(foundries[0])] if len(foundries) else ""

    def own(self) -> dict[str, Place]:
        """Return the first place that the scenario itself gives each country."""
        found: dict[str, Place] = {}
        for row in self.world.scenario.hubs.values():
            found.setdefault(row.country, (row.latitude, row.longitude))
        return found

    def country(self, name: str) -> Place:
        """Return where a country lies."""
        shipped = places()["countries"].get(name)
        return _place(shipped) if shipped else self.own().get(name, UNPLACED)

    def hub(self, name: str) -> Place:
        """Return where the hub of a country lies; the country where it has none."""
        shipped = places()["hubs"].get(name)
        return self.own().get(name) or (_place(shipped["at"]) if shipped else self.country(name))

    def site(self, key: str, owner: str, host: str) -> Place | None:
        """Return where a cluster stands: its site, its owner's place, else its country."""
        where = places()
        found = where["sites"].get(key) or where["companies"].get(f"{owner}@{host}")
        if found is None and host not in where["countries"]:
            return self.own().get(host)
        return _place(found or where["countries"][host])

    def nodes(self, words: Words) -> tuple[Node, ...]:
        """Return the hubs to show: those that routes pass, the foundry's, and the scenario's own."""
        own, hubs = self.own(), places()["hubs"]
        used = {self.world.countries[hub] for hub in self.world.route_hub.tolist()} | {self.source}
        shipped = [
            Node(name, hubs[name][words.language], _place(hubs[name]["at"]))
            for name in hubs
            if name in used and name not in own
        ]
        given = [
            Node(row.country, (row.name_ru or row.name) if words.russian else row.name,
                 (row.latitude, row.longitude))
            for row in self.world.scenario.hubs.values()
        ]  # fmt: skip
        return (*shipped, *given)


def _place(pair: Sequence[float]) -> Place:
    return float(pair[0]), float(pair[1])
