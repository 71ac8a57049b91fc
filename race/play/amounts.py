"""Figures in words of a language: distances, times, money, numbers with few digits."""

from __future__ import annotations

import math

from race.base.calendar import DAYS_PER_YEAR
from race.base.distances import LEVEL_M, in_unit
from race.base.powers import parted, ten
from race.play.words import Words

INFINITE, MINUS = "∞", "\u2212"
_MONTHS = 12.0
_NOUNS = {
    "years": "year", "quarters": "quarter", "months": "month", "days": "day", "chips": "chip",
    "packages": "package", "steps": "step", "sites": "site",
}  # fmt: skip
_MONEY = {"BUSD": 1.0, "MUSD": 1e-3}
_SPEEDS = ((1e24, "y"), (1e21, "z"), (1e18, "e"), (1e15, "p"), (1e12, "t"))
_LETTERS = ((1e12, "e12"), (1e9, "e9"), (1e6, "e6"), (1e3, "e3"))
_M_PER_KM = 1000.0
_FOUR = len("4,800")


class Amounts:
    """Writes figures in one language, with two or three digits that count."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._russian = words.language == "ru"

    def number(self, value: float, significant: int = 2) -> str:
        """Write a number in full: 0.22, 8.7, 25,000."""
        if math.isinf(value):
            return INFINITE if value > 0.0 else f"{MINUS}{INFINITE}"
        if math.isnan(value):
            return "-"
        if value == 0.0:
            return "0"
        rounded = float(f"{value:.{significant}g}")
        places = max(significant - 1 - math.floor(math.log10(abs(rounded))), 0)
        return self._local(f"{rounded:,.{places}f}")

    def exact(self, value: float) -> str:
        """Write a number that is set, without zeros that say nothing: 5, 0.25, 2,000."""
        if not math.isfinite(value):
            return self.number(value)
        text = f"{value:,.4f}".rstrip("0").rstrip(".")
        return self._local(text)

    def setting(self, value: float, unit: str) -> str:
        """Write a number that is set with its unit: 1 month, 24.3 MW, $30 M."""
        if unit in _NOUNS:
            return (
                f"{self.exact(value)} {self._words(f'unit.{_NOUNS[unit]}.{self._form(value, 15)}')}"
            )
        if unit in _MONEY:
            return self.money(value * _MONEY[unit])
        if unit in ("1", "level"):
            return self.exact(value)
        if unit == "0 or 1":
            return self._words("unit.yes" if value >= 0.5 else "unit.no")
        if unit == "log10 FLOP":
            return f"{self.large(10.0**value)} FLOP"
        return f"{self.exact(value)} {self._words.unit(unit)}"

    def large(self, value: float) -> str:
        """Write a large number with a word for the power of a thousand, or as 2.1·10²⁵."""
        size = abs(value)
        if math.isinf(value) or size < 1e3:
            return self.number(value)
        if size >= 1e15:
            mantissa, exponent = parted(size)
            sign = MINUS if value < 0.0 else ""
            return f"{sign}{self._local(f'{mantissa:.1f}')}·{ten(exponent)}"
        unit, key = next((unit, key) for unit, key in _LETTERS if size >= unit * 0.9995)
        return f"{self.number(value / unit, 2 if size < 100 * unit else 3)}{self._words(f'unit.{key}')}"

    def speed(self, flops: float) -> str:
        """Write FLOP/s with the prefix that fits: 116 PFLOP/s, 1.6 EFLOP/s."""
        for unit, key in _SPEEDS:
            if flops >= unit * 0.9995:
                digits = 2 if flops < 100.0 * unit else 3
                return f"{self.number(flops / unit, digits)} {self._words(f'unit.speed.{key}')}"
        return f"{self.large(flops)} {self._words('unit.of.FLOP/s')}"

    def distance(self, kilometres: float) -> str:
        """Write a distance in mm, cm, m or km, or that there is none."""
        if not math.isfinite(kilometres):
            return self.number(kilometres)
        metres = _M_PER_KM * kilometres
        if abs(metres) < LEVEL_M:
            return self._words("unit.level")
        value, places, unit = in_unit(metres)
        return f"{self._local(f'{value:,.{places}f}')} {self._words(f'unit.{unit}')}"

    def span(self, years: float) -> str:
        """Write a time in hours, days, months or years."""
        if math.isinf(years):
            return self._words("unit.never")
        size = abs(years)
        for least, factor, unit in (
            (1.95, 1.0, "year"),
            (0.245, _MONTHS, "month"),
            (1.0 / DAYS_PER_YEAR, DAYS_PER_YEAR, "day"),
        ):
            if size >= least:
                return self._counted(years * factor, unit)
        return self._counted(years * DAYS_PER_YEAR * 24.0, "hour")

    def money(self, busd: float) -> str:
        """Write billions of dollars in the unit that fits."""
        size = abs(busd)
        if size >= 0.9995 or busd == 0.0:
            return self._words("unit.busd", n=self.number(busd, 2 if size < 100 else 3))
        return self._words("unit.musd", n=self.number(busd * 1e3, 2))

    def value(self, value: float, unit: str) -> str:
        """Write a value in its unit, as the tables of the model name them."""
        writers = {
            "years": self.span,
            "km": self.distance,
            "BUSD": self.money,
            "BUSD/year": self.money,
            "FLOP/s": self.speed,
            "months": self._months,
            "share": self.share,
            "1": self.number,
        }
        if unit in writers:
            return writers[unit](value)
        key = f"unit.of.{unit}"
        name = self._words(key) if self._words.has(key) else unit
        return f"{self.large(value)} {name}".rstrip()

    def share(self, value: float) -> str:
        """Write a share of one in percent."""
        return f"{self.number(100.0 * value)} %"

    def _months(self, months: float) -> str:
        return self._words("unit.none") if math.isinf(months) else self.span(months / _MONTHS)

    def _counted(self, value: float, unit: str) -> str:
        text = self.number(value)
        return f"{text} {self._words(f'unit.{unit}.{self._form(value)}')}"

    def _form(self, value: float, significant: int = 2) -> str:
        """Name the form of a noun after a number, as it is rounded."""
        rounded = abs(float(f"{value:.{significant}g}"))
        if not rounded.is_integer():
            return "few" if self._russian else "many"
        whole = int(rounded)
        if not self._russian:
            return "one" if whole == 1 else "many"
        if whole % 10 == 1 and whole % 100 != 11:
            return "one"
        few = whole % 10 in (2, 3, 4) and whole % 100 not in (12, 13, 14)
        return "few" if few else "many"

    def _local(self, text: str) -> str:
        """Write a number in the manner of the language: four digits stand together in Russian."""
        text = text.replace("-", MINUS)
        if not self._russian:
            return text
        if text.count(",") == 1 and len(text.split(".", maxsplit=1)[0].lstrip(MINUS)) == _FOUR:
            text = text.replace(",", "")
        return text.replace(",", "\u00a0").replace(".", ",")
