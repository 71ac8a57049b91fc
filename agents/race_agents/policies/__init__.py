"""Policies, one a file. A new one is a file and a line in the table below."""

from race.api import BOTH, COMPANIES, COUNTRIES, POLICIES, Policy, Registry
from race_agents.policies import (
    allied_controller,
    broker,
    bystander,
    chip_designer,
    controller,
    foundry,
    frontier_lab,
    history,
    hyperscaler,
    memory_maker,
    national_programme,
    open_collective,
    random_legal,
    sanctioned_builder,
    sanctioned_importer,
    script,
    swing_hub,
)

_STATES = frozenset({COUNTRIES})
_FIRMS = frozenset({COMPANIES})

ALL = (
    Policy("controller", controller.decide, _STATES),
    Policy("allied_controller", allied_controller.decide, _STATES),
    Policy("sanctioned_builder", sanctioned_builder.decide, _STATES),
    Policy("sanctioned_importer", sanctioned_importer.decide, _STATES),
    Policy("swing_hub", swing_hub.decide, _STATES),
    Policy("bystander", bystander.decide, BOTH),
    Policy("hyperscaler", hyperscaler.decide, _FIRMS),
    Policy("frontier_lab", frontier_lab.decide, _FIRMS),
    Policy("chip_designer", chip_designer.decide, _FIRMS),
    Policy("foundry", foundry.decide, _FIRMS),
    Policy("memory_maker", memory_maker.decide, _FIRMS),
    Policy("national_programme", national_programme.decide, _FIRMS),
    Policy("open_collective", open_collective.decide, _FIRMS),
    Policy("broker", broker.decide, _FIRMS),
    Policy("history", history.decide, BOTH, over=True),
    Policy(script.NAME, script.decide, BOTH, over=True, make=script.make),
    Policy("random_legal", random_legal.decide, BOTH),
)


def register_all(registry: Registry = POLICIES) -> None:
    """Make all of these known by name; doing it again changes nothing.

    Raises:
        InputError: a name is taken by another policy.
    """
    for policy in ALL:
        registry.register(policy)
