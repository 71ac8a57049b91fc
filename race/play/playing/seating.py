"""Who has a seat in a scenario: as the game's data say, as its author says, else made from roles."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property

from race.engine.setup import make_block
from race.engine.start import initial_state
from race.engine.step import neutral_orders, opening
from race.play.amounts import Amounts
from race.play.playing.aims import aims_of
from race.play.words import Words
from race.rules.rulebook import Rulebook
from race.scenario.game.data import GameData
from race.scenario.game.made import MadeGoals, shipped_made_seats
from race.scenario.game.parts import Size
from race.scenario.game.parts import Words as Texts
from race.scenario.game.rivals import shipped_rivals
from race.scenario.game.seats import SeatRow
from race.scenario.models.actors import Company
from race.scenario.models.fields import Frozen
from race.scenario.models.play import NO_LEADER, LevelName
from race.scenario.models.scenario import Scenario
from race.world.world import World

LABS = ("frontier_lab", "lab")
FAR = 30.0
"""Years behind at the start from which a seat under sanctions is brutal."""


def seated(data: GameData, world: World, book: Rulebook) -> GameData:
    """Return the game's data with the seats that a scenario has.

    Actors that the data describe and the world has keep their seats; a state whose programme is not
    there leads a company at home. Who else is named by the scenario gets a seat made from its role,
    and if nobody has one, every actor does that can be led. A company that a state leads has no seat
    of its own unless the scenario names it. An objective of the scenario comes before that of a row.
    """
    scenario = world.scenario
    named = (*scenario.play.seats, *scenario.seats)
    actors = (*world.countries, *world.companies)
    described = {row.actor: row for row in data.seats.values() if row.actor in actors}
    maker = _Maker(world, book, named)
    wanted = dict.fromkeys((*described, *(one for one in named if one in actors)))
    rows: dict[str, SeatRow] = {}
    for actor in wanted or dict.fromkeys(actors):
        row = maker.fitted(described[actor]) if actor in described else maker.made(actor)
        if row is not None:
            rows[actor] = _as_given(row, scenario)
    led = {row.programme for row in rows.values()}
    kept = {name: row for name, row in rows.items() if name not in led or name in named}
    return data.model_copy(update={"seats": Frozen(kept)})


class _Maker:
    """Makes rows of seats for actors that nobody describes."""

    def __init__(self, world: World, book: Rulebook, named: tuple[str, ...]) -> None:
        self._world, self._book, self._named = world, book, named
        self._rules = shipped_made_seats()

    def fitted(self, row: SeatRow) -> SeatRow | None:
        """Return a row of the data with a programme that the world has; None if there is none."""
        if row.programme is None or row.programme in self._world.companies:
            return row
        programme = self.programme(row.actor)
        return None if programme is None else row.model_copy(update={"programme": programme})

    def made(self, actor: str) -> SeatRow | None:
        """Return a row made from what an actor is; None where it cannot be led."""
        scenario = self._world.scenario
        country = actor in scenario.countries
        programme = self.programme(actor) if country else None
        if (country and programme is None) or not (country or self._leads(actor)):
            return None
        roles = self._roles(actor)
        by_role = self._rules.by_role
        archetype = next(name for role, name in by_role.items() if role in (*roles, "any"))
        about = shipped_rivals().archetypes[archetype].about
        names = scenario.countries.get(actor) or scenario.companies[actor]
        goals = self._goals(actor, roles)
        return SeatRow(
            actor=actor,
            programme=programme,
            title=Texts(en=names.name, ru=names.name_ru or names.name),
            plan=Texts(en=about.en, ru=about.ru),
            level=self._level(actor, roles),
            archetype=archetype,
            money=self._money(actor),
            sources=self._rules.sources,
            win=goals.win,
            partial=goals.partial,
            loss=goals.loss,
            goal=goals.goal,
            partial_goal=goals.partial_goal,
            loss_goal=goals.loss_goal,
        )

    def programme(self, country: str) -> str | None:
        """Return the company that a state leads: its programme, else the largest that trains."""
        given = self._world.scenario.seats.get(country)
        if given is not None and given.programme is not None:
            return given.programme
        at_home = {
            name: row
            for name, row in self._world.scenario.companies.items()
            if row.home == country and (row.buys or row.trains) and row.kind not in NO_LEADER
        }
        free = [name for name in at_home if name not in self._named]
        return max(free, key=lambda name: _size(at_home[name]), default=None)

    def _leads(self, company: str) -> bool:
        row = self._world.scenario.companies[company]
        designs = self._world.companies.index(company) in self._world.chip_designer
        return row.kind not in NO_LEADER and (row.trains or row.buys or bool(designs))

    def _roles(self, actor: str) -> tuple[str, ...]:
        world, scenario = self._world, self._world.scenario
        company = scenario.companies.get(actor)
        home = world.countries.index(company.home if company else actor)
        denied = bool(world.denied[home] > 0.0)
        if company is not None:
            number = world.companies.index(actor)
            seller = bool((world.chip_designer == number).any()) and not company.trains
            found = {
                "collective": company.kind == "open_collective",
                "designer": seller,
                "lab": company.kind in LABS and not denied,
                "denied": denied,
            }
        else:
            foundry = bool((world.foundry_country == home).any())
            maker = foundry or bool((world.chip_home == home).any())
            found = {
                "issuer": home == world.controller and not denied,
                "denied_maker": denied and maker,
                "denied_state": denied,
                "hub": bool((world.route_hub == home).any()),
                "foundry": foundry,
                "country": True,
            }
        return tuple(name for name, true in found.items() if true)

    @cached_property
    def _start(self) -> Mapping[str, float]:
        """Gaps in years at the start, every figure at its central value."""
        block = make_block(self._world, self._book, 0, 0, 2, certain=True)
        state = opening(initial_state(block), neutral_orders(block), block)
        countries = zip(self._world.countries, state.country_gap[:, 0], strict=True)
        companies = zip(self._world.companies, state.company_gap[:, 0], strict=True)
        return {name: float(gap) for name, gap in (*countries, *companies)}

    def _level(self, actor: str, roles: tuple[str, ...]) -> LevelName:
        gap = self._start[actor]
        if any(role.startswith("denied") for role in roles):
            return "brutal" if gap > FAR else "hard"
        return "gentle" if gap <= 0.0 else "fair"

    def _money(self, actor: str) -> Size:
        scenario, share = self._world.scenario, self._rules.money
        country, company = scenario.countries.get(actor), scenario.companies.get(actor)
        quantity = country.programme_busd if country else company and company.core_income_busd
        income = quantity.value if quantity else 0.0
        sizes = (share.low * income, share.value * income, share.high * income)
        return Size(low=sizes[0], value=sizes[1], high=sizes[2])

    def _goals(self, actor: str, roles: tuple[str, ...]) -> MadeGoals:
        rules, gap = self._rules, self._start[actor]
        if "designer" in roles:
            return _filled(rules.seller, {}, {})
        if gap <= 0.0:
            return _filled(rules.leader, {}, {})
        years = {"loss": rules.loss}
        for goal in ("win", "partial"):
            wished = min(gap, rules.loss) * getattr(rules.factors, goal)
            low, high = getattr(rules.least, goal), getattr(rules.most, goal)
            years[goal] = min(max(_rounded(wished), low), high)
        p = self._world.scenario.parameters
        plan, stride = p["score.plan_years"].value, p["score.stride_m"].value
        road = {goal: gap / plan * stride / 1000.0 for goal, gap in years.items()}
        return _filled(rules.behind, years, road)


def _as_given(row: SeatRow, scenario: Scenario) -> SeatRow:
    """Return a row with what the scenario says of its seat."""
    given = scenario.seats.get(row.actor)
    own = {name: one for name, one in scenario.objectives.items() if one.of == row.actor}
    changes: dict[str, object] = {}
    if own:
        chosen = given.objective if given and given.objective else next(iter(own))
        changes |= {"objective": own[chosen], "counts": Frozen({})}
        changes |= aims_of(own[chosen], scenario)
    if given is not None:
        if given.archetype:
            changes["archetype"] = given.archetype
        if given.level:
            changes["level"] = given.level
        if given.programme:
            changes["programme"] = given.programme
        if given.money is not None:
            changes["money"] = Size(low=given.money, value=given.money, high=given.money)
        if given.plan:
            changes["plan"] = Texts(en=given.plan, ru=given.plan_ru or given.plan)
    return row.model_copy(update=changes)


def _filled(goals: MadeGoals, years: Mapping[str, float], road: Mapping[str, float]) -> MadeGoals:
    """Return conditions and words with their figures."""
    plain = {name: f"{value:g}" for name, value in years.items()}

    def told(texts: Texts) -> Texts:
        return Texts(en=filled("en", texts.en), ru=filled("ru", texts.ru))

    def filled(language: str, text: str) -> str:
        amounts = Amounts(Words(language))
        times = {f"{name}_time": amounts.span(value) for name, value in years.items()}
        roads = {f"{name}_road": amounts.distance(value) for name, value in road.items()}
        figures = {name: _round(shown) for name, shown in (times | roads).items()}
        return text.format(**figures)

    return MadeGoals(
        win=goals.win.format(**plain),
        partial=goals.partial.format(**plain),
        loss=goals.loss.format(**plain),
        goal=told(goals.goal),
        partial_goal=told(goals.partial_goal),
        loss_goal=told(goals.loss_goal),
    )


def _size(company: Company) -> tuple[bool, bool, float]:
    capex = company.capex_busd.value if company.capex_busd else 0.0
    return company.ownership == "national", company.trains, capex


def _round(text: str) -> str:
    """Return a figure without a zero that says nothing: 8 years, not 8.0."""
    return text.replace(".0 ", " ").replace(",0 ", " ")


def _rounded(value: float) -> float:
    """Return a number with one digit that counts."""
    return round(value, -math.floor(math.log10(value))) if value > 0.0 else 0.0
