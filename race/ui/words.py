"""Words, numbers and units in English and Russian, switched live.

The source language is English; `assets/locale/ru/LC_MESSAGES/race.po` translates it.
"""

from __future__ import annotations

import gettext
import math

from race.base.distances import LEVEL_M, in_unit
from race.base.languages import LANGUAGES
from race.base.powers import parted, ten
from race.paths import assets_folder

DOMAIN, NOTES = "race", "notes"
NBSP = "\u00a0"
MINUS = "\u2212"
TIMES = "×"
MONTHS, DAYS, HOURS = 12.0, 365.25, 24.0


def mark(text: str) -> str:
    """Mark a text in a table for translation; it is translated where it is shown."""
    return text


_DISTANCE_WORDS = {"km": mark("km"), "m": mark("metre|m"), "cm": mark("cm"), "mm": mark("mm")}


class Words:
    """Texts and figures in the language that is chosen."""

    def __init__(self, language: str = "en") -> None:
        self.language = ""
        self._catalogue: gettext.NullTranslations = gettext.NullTranslations()
        self.switch(language)

    def switch(self, language: str) -> None:
        """Speak another language from now on."""
        folder = assets_folder() / "locale"
        self.language = language if language in LANGUAGES else "en"
        self._catalogue = gettext.translation(
            DOMAIN, str(folder), languages=[self.language], fallback=self.language == "en"
        )
        self._notes: gettext.NullTranslations | None = None

    @property
    def russian(self) -> bool:
        """Tell whether Russian is spoken."""
        return self.language == "ru"

    def tr(self, text: str, **values: object) -> str:
        """Translate a text and fill its places."""
        found = self._catalogue.gettext(text) if text else ""
        return found.format(**values) if values else found

    def note(self, text: str) -> str:
        """Return a note of a scenario's data; one without a translation says what language it is in."""
        if not text or not self.russian:
            return text
        if self._notes is None:
            folder = assets_folder() / "locale"
            self._notes = gettext.translation(NOTES, str(folder), [self.language], fallback=True)
        found = self._notes.gettext(text)
        return found if found != text else self.tr("{note} (in English)", note=text)

    def trn(self, one: str, many: str, count: float, **values: object) -> str:
        """Translate a text that depends on a number, which stands in it as {n}."""
        whole = int(count) if float(count).is_integer() else 2
        found = self._catalogue.ngettext(one, many, abs(whole))
        return found.format(n=self.number(count), **values)

    def unit(self, text: str) -> str:
        """Translate a short word that means several things: what stands before the bar says which."""
        return self.tr(text).rsplit("|", maxsplit=1)[-1]

    # --- numbers

    def number(self, value: float, digits: int = 3, *, sign: bool = False) -> str:
        """Write a number with so many digits that count, in the manner of the language."""
        if math.isinf(value):
            return (MINUS if value < 0 else "") + "∞"
        if math.isnan(value):
            return "—"
        places = 0 if value == 0 else max(0, digits - 1 - math.floor(math.log10(abs(value))))
        places = min(places, 6)
        return self.fixed(value, places, sign=sign, trim=True)

    def fixed(self, value: float, places: int, *, sign: bool = False, trim: bool = False) -> str:
        """Write a number with so many decimal places; `trim` drops zeros at the end."""
        text = f"{abs(value):,.{places}f}"
        if trim and "." in text:
            text = text.rstrip("0").rstrip(".")
        if self.russian:
            text = text.replace(",", NBSP).replace(".", ",")
            whole = text.split(",", maxsplit=1)[0]
            if whole.count(NBSP) == 1 and len(whole) == 5:
                text = text.replace(NBSP, "")
        zero = not any(c in "123456789" for c in text)
        before = MINUS if value < 0 and not zero else ("+" if sign and not zero else "")
        return before + text

    def power(self, value: float) -> str:
        """Write a large number as 4.7·10²⁴."""
        if value <= 0.0 or not math.isfinite(value):
            return self.number(value)
        mantissa, exponent = parted(value)
        return f"{self.fixed(mantissa, 1)}·{ten(exponent)}"

    def ten(self, exponent: int) -> str:
        """Write a power of ten as 10⁵."""
        return ten(exponent)

    def percent(self, share: float, *, sign: bool = False) -> str:
        """Write a share of one in percent."""
        return f"{self.fixed(100.0 * share, 0, sign=sign)}{NBSP}%"

    def count(self, value: float, *, sign: bool = False) -> str:
        """Write a number of things with k or M: 9.4 k, 14.2 M."""
        return self._scaled(
            value,
            ((1e9, self.tr("bn")), (1e6, self.unit("million|M")), (1e3, self.tr("k"))),
            sign=sign,
        )

    def money(self, busd: float, *, sign: bool = False) -> str:
        """Write an amount of BUSD in dollars."""
        units = (
            (1e3, self.tr("tn")),
            (1.0, self.tr("bn")),
            (1e-3, self.unit("million|M")),
            (1e-6, self.tr("k")),
        )
        text = self._scaled(busd, units, sign=sign)
        if self.russian:
            return f"{text}{NBSP}$"
        lead = text[0] if text[0] in "+" + MINUS else ""
        return f"{lead}${text[len(lead) :]}"

    def watts(self, megawatts: float, *, sign: bool = False) -> str:
        """Write a power in MW or GW."""
        return self._scaled(megawatts, ((1e3, self.tr("GW")), (1.0, self.tr("MW"))), sign=sign)

    def factor(self, value: float) -> str:
        """Write a ratio as ×4.6."""
        return TIMES + self.number(value, 2 if value < 100 else 3)

    # --- distances and times

    def metres(self, metres: float, *, sign: bool = False) -> str:
        """Write a distance in mm, cm, m or km, or that there is none; a change of none is 0."""
        if math.isinf(metres):
            return (MINUS if metres < 0.0 else "") + "∞"
        if abs(metres) < LEVEL_M:
            return "0" if sign else self.tr("level")
        value, places, unit = in_unit(metres)
        return f"{self.fixed(value, places, sign=sign)}{NBSP}{self.unit(_DISTANCE_WORDS[unit])}"

    def exact(self, metres: float) -> str:
        """Write the distance of a mark without rounding it: 1.25 m, 1,250 m, 2 km."""
        for unit, least, factor in (
            (self.tr("km"), 10_000.0 if round(metres) % 1000 else 1000.0, 1e-3),
            (self.unit("metre|m"), 0.995, 1.0), (self.tr("cm"), 0.00995, 100.0), (self.tr("mm"), 0.0, 1e3),
        ):  # fmt: skip
            if metres >= least:
                return f"{self.number(metres * factor, 4)}{NBSP}{unit}"
        return self.metres(metres)

    def years(self, years: float, *, sign: bool = False) -> str:
        """Write a time in years, months or days, with its noun."""
        if math.isinf(years):
            return self.tr("never")
        if sign and years:
            return (MINUS if years < 0.0 else "+") + self.years(abs(years))
        if years >= 1.95:
            value = round(years) if years >= 9.95 else round(years, 1)
            return self.trn("{n} year", "{n} years", value)
        if years >= 2.0 / MONTHS:
            return self.trn("{n} month", "{n} months", round(years * MONTHS))
        if years >= 1.0 / DAYS or years <= 0.0:
            return self.trn("{n} day", "{n} days", round(years * DAYS))
        return self.trn("{n} hour", "{n} hours", max(round(years * DAYS * HOURS), 1))

    def _scaled(
        self, value: float, units: tuple[tuple[float, str], ...], *, sign: bool = False
    ) -> str:
        for size, unit in units:
            if abs(value) >= 0.9995 * size:
                return f"{self._three(value / size, sign=sign)}{NBSP}{unit}"
        size, unit = units[-1]
        if size == 1e3:
            return self.fixed(value, 0, sign=sign)
        return f"{self._three(value / size, sign=sign)}{NBSP}{unit}"

    def _three(self, value: float, *, sign: bool) -> str:
        places = 0 if abs(value) >= 99.5 else 1
        return self.fixed(value, places, sign=sign, trim=True)
