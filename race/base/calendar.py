"""Dates as decimal years, and the steps of a run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

DAYS_PER_YEAR = 365.25
SECONDS_PER_DAY = 86_400.0
SECONDS_PER_YEAR = DAYS_PER_YEAR * SECONDS_PER_DAY
_ROUNDING = 1e-9
HOURS_PER_YEAR = DAYS_PER_YEAR * 24.0


def decimal_year(day: date) -> float:
    """Return a day as a decimal year: 2022-07-02 is about 2022.5."""
    start = date(day.year, 1, 1)
    length = (date(day.year + 1, 1, 1) - start).days
    return day.year + (day - start).days / length


@dataclass(frozen=True)
class Calendar:
    """The steps of a run: `start` and `end` are decimal years, `end` the last moment simulated."""

    start: float
    end: float
    steps_per_year: int

    @cached_property
    def step_years(self) -> float:
        """Return the length of a step in years."""
        return 1.0 / self.steps_per_year

    @property
    def steps(self) -> int:
        """Return the number of steps of the whole run."""
        return round((self.end - self.start) * self.steps_per_year)

    def time(self, step: int) -> float:
        """Return the moment at which a step begins."""
        return self.start + step / self.steps_per_year

    def turn_begins(self, step: int) -> bool:
        """Tell whether a year of play begins with this step."""
        return step % self.steps_per_year == 0

    def year_begins(self, step: int) -> bool:
        """Tell whether a calendar year begins with this step, or within it."""
        return int(self.time(step + 1) - _ROUNDING) > int(self.time(step) - _ROUNDING)

    def step_at(self, moment: float) -> int:
        """Return the number of whole steps from the start to a moment."""
        return round((moment - self.start) * self.steps_per_year)
