"""Dates known to the year, the month or the day."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from race.base.calendar import decimal_year
from race.base.errors import InputError

EARLIEST_YEAR = 1900
LATEST_YEAR = 2200

_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A date as written: `2022`, `2022-10` or `2022-10-07`.

    Moments are ordered by their first day.

    Attributes:
        first_day: the first day that the date covers.
        last_day: the last day that it covers: 2022-12-31 for `2022`.
        text: the date as written.
    """

    first_day: date
    last_day: date = field(compare=False)
    text: str = field(compare=False)

    @property
    def year(self) -> float:
        """Give the first day as a decimal year: 2022.0 for `2022`, about 2022.75 for `2022-10`."""
        return decimal_year(self.first_day)

    @property
    def end(self) -> float:
        """Give the end of the last day as a decimal year: 2037.0 for `2036-12`."""
        return decimal_year(self.last_day + timedelta(days=1))

    def __str__(self) -> str:
        """Give the date as written."""
        return self.text

    @classmethod
    def read(cls, given: object) -> Moment:
        """Read a date.

        Raises:
            ValueError: it is not YYYY, YYYY-MM or YYYY-MM-DD, not a day of the calendar, or not
                of the years 1900 to 2200.
        """
        text = str(given) if type(given) in (int, str) else ""
        written = _WRITTEN.fullmatch(text)
        if not written:
            raise ValueError("a date: YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (int(part) if part else None for part in written.groups())
        if year is None or not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise ValueError(f"a year from {EARLIEST_YEAR} to {LATEST_YEAR}")
        try:
            first = date(year, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            raise ValueError("a day of the calendar") from None
        return cls(first, _last_day(first, month, day), text)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Let models take a date as text or as the number of a year."""
        return core_schema.no_info_plain_validator_function(_validate)


def may_be_date(given: object) -> bool:
    """Tell whether something was meant as a date and not as a condition, which compares."""
    return not isinstance(given, str) or (given[:1].isdigit() and not set(given) & set("<>=!("))


def _last_day(first: date, month: int | None, day: int | None) -> date:
    if day:
        return first
    if not month:
        return date(first.year, 12, 31)
    return (first.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _validate(given: object) -> Moment:
    if isinstance(given, Moment):
        return given
    try:
        return Moment.read(given)
    except ValueError as error:
        raise PydanticCustomError("moment", "{allowed}", {"allowed": str(error)}) from None


def day_of(argument: str, given: str) -> date:
    """Read a date of the command line; of a month or a year, the first day.

    Raises:
        InputError: it is none.
    """
    try:
        return Moment.read(given).first_day
    except ValueError as error:
        raise InputError(
            f"{argument}: given {given!r}; allowed: {error}; write for example 2022-11-20"
        ) from None
