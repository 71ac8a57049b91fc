"""The order table: what an actor can ask for, who may ask, in what range and unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from race.base.arrays import Floats
from race.world.columns import column, table


@dataclass(frozen=True, eq=False)
class Orders:
    """One year's orders of all actors; a standing order holds until it is changed."""

    # Companies
    spend: Floats = column(
        "companies", "1", "AI spending over what finance would choose", low=0, high=5
    )
    bid: Floats = column("companies", "1", "price offered over list", low=1, high=3)
    stockpile: Floats = column(
        "companies", "1", "extra buying before an announced rule", low=0, high=2
    )
    home_chips: Floats = column(
        "companies", "1", "preference for chips designed at home", low=0, high=1
    )
    grey: Floats = column(
        "companies", "1", "share of denied demand sent to grey routes", low=0, high=1
    )
    rent: Floats = column("companies", "1", "share of spending on rented capacity", low=0, high=1)
    power: Floats = column("companies", "1", "power built over what purchases need", low=0, high=5)
    run_days: Floats = column(
        "companies", "days", "length of the next run, 0 for none", low=0, high=180
    )
    research: Floats = column(
        "companies", "1", "effort on algorithms over the default", low=0, high=3
    )
    merge: Floats = column("companies", "1", "1 to run own sites as one pool", low=0, high=1)
    join_pool: Floats = column("companies", "1", "share of own chips lent to a pool", low=0, high=1)
    release: Floats = column("companies", "1", "1 to publish weights", low=0, high=1)

    # Countries
    tighten_tpp: Floats = column(
        "countries", "TPP", "deny from this performance on, 0 for no rule", low=0
    )
    relax: Floats = column("countries", "1", "1 to lift the newest own rule", low=0, high=1)
    enforcement: Floats = column(
        "countries", "MUSD/year", "export enforcement at home", low=0, high=5000
    )
    hub_enforcement: Floats = column(
        "countries", "MUSD/year", "inspection of transit", low=0, high=5000
    )
    subsidy: Floats = column(
        "countries", "BUSD/year", "paid to own builders of compute", low=0, high=500
    )
    fab: Floats = column("countries", "BUSD/year", "paid into own foundries", low=0, high=500)
    tools: Floats = column("countries", "BUSD/year", "paid into own fab equipment", low=0, high=100)
    merge_national: Floats = column(
        "countries", "1", "1 to merge the sites of own companies", low=0, high=1
    )
    close_remote_access: Floats = column(
        "countries", "1", "1 to bar renting to denied buyers", low=0, high=1
    )
    follow: Floats = column("countries", "1", "1 to follow the controller's rules", low=0, high=1)
    retaliate: Floats = column("countries", "1", "1 to answer with export limits", low=0, high=1)

    def evolve(self, **changes: Any) -> Self:
        """Return orders with some arrays replaced."""
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__)
        new.__dict__.update(changes)
        return new


ORDER_COLUMNS = table(Orders)
COMPANY_ORDERS = tuple(c for c in ORDER_COLUMNS if c.axes == ("companies",))
COUNTRY_ORDERS = tuple(c for c in ORDER_COLUMNS if c.axes == ("countries",))
