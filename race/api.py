"""All that a policy writer may import.

A policy is a function of a `View` that returns orders by name, registered under a name of its own:

    from race.api import View, register

    def decide(view: View) -> dict[str, float]:
        return {"run_days": 60.0}

    register("sprinter", decide, plays=["companies"])

What a view tells stands in `OWN`, `READINGS` and `PUBLIC`; what may be ordered, in which unit and
range, in `COMPANY_ORDERS` and `COUNTRY_ORDERS`. See docs/how-to/policy.md.
"""

from race.base.arrays import Flags, Floats, over_first, over_second
from race.base.errors import InputError
from race.engine.deciding import ACTS, HISTORY, decider
from race.engine.policy import BOTH, POLICIES, Policy, Registry, register
from race.engine.readable import OWN, PUBLIC, READINGS
from race.engine.view import COMPANIES, COUNTRIES, Given, View
from race.rules.orders import COMPANY_ORDERS, COUNTRY_ORDERS, ORDER_COLUMNS
from race.scenario.experiments.orders_file import Entry, OrdersFile, read_orders
from race.world.columns import Column

__all__ = [
    "ACTS",
    "BOTH",
    "COMPANIES",
    "COMPANY_ORDERS",
    "COUNTRIES",
    "COUNTRY_ORDERS",
    "HISTORY",
    "ORDER_COLUMNS",
    "OWN",
    "POLICIES",
    "PUBLIC",
    "READINGS",
    "Column",
    "Entry",
    "Flags",
    "Floats",
    "Given",
    "InputError",
    "OrdersFile",
    "Policy",
    "Registry",
    "View",
    "decider",
    "over_first",
    "over_second",
    "read_orders",
    "register",
]
