"""Dates known to the year, the month or the day."""

from datetime import date

import pytest

from race.scenario.models.moment import Moment


@pytest.mark.parametrize(
    ("given", "first", "last", "year", "end"),
    [
        (2022, date(2022, 1, 1), date(2022, 12, 31), 2022.0, 2023.0),
        ("2022", date(2022, 1, 1), date(2022, 12, 31), 2022.0, 2023.0),
        ("2022-02", date(2022, 2, 1), date(2022, 2, 28), 2022 + 31 / 365, 2022 + 59 / 365),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), 2024 + 31 / 366, 2024 + 60 / 366),
        ("2036-12", date(2036, 12, 1), date(2036, 12, 31), 2036 + 335 / 366, 2037.0),
        ("2022-10-07", date(2022, 10, 7), date(2022, 10, 7), 2022 + 279 / 365, 2022 + 280 / 365),
    ],
)
def test_a_date_covers_its_days(
    given: object, first: date, last: date, year: float, end: float
) -> None:
    moment = Moment.read(given)
    assert (moment.first_day, moment.last_day, str(moment)) == (first, last, str(given))
    assert moment.year == pytest.approx(year, abs=1e-12)
    assert moment.end == pytest.approx(end, abs=1e-12)


@pytest.mark.parametrize(
    "given",
    ["", "22", "2022-1", "2022-13", "2022-00", "2022-02-29", "2022-10-07T00:00", "2022/10", "1899",
     "2201", 99, 20221, 2022.5, True, None, ("2022",), "2022-10-7", " 2022", "\uff12022", "2022-10-00"],
)  # fmt: skip
def test_other_writings_are_refused(given: object) -> None:
    with pytest.raises(ValueError, match=r"a date|a year|a day"):
        Moment.read(given)


def test_dates_are_ordered_by_their_first_day() -> None:
    assert Moment.read("2022") < Moment.read("2022-02") < Moment.read("2022-02-02")
    assert Moment.read("2022") == Moment.read("2022-01") == Moment.read("2022-01-01")
