"""A figure of the world: value, unit, range, date, source and status."""

from typing import Annotated, Literal, Self, TypeAlias, get_args

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from race.scenario.models.fields import Model, Number, NumberOrNone, Text, words
from race.scenario.models.moment import Moment

UnitName: TypeAlias = Literal[
    "1", "%", "chips", "chips/year", "H100e", "FLOP", "FLOP/s", "TFLOP/s", "GB/s", "Gbit/s", "GB",
    "mm2", "W", "kW", "MW", "MW/year", "USD", "MUSD", "BUSD", "BUSD/year", "USD/kWh", "USD/h",
    "BUSD/GW", "months", "years", "days", "hours", "per year", "points", "points/year", "m",
    "wafers/month", "stacks", "stacks/year", "TPP", "TPP/year", "steps", "bits",
    "tokens/parameter",
]  # fmt: skip
StatusName: TypeAlias = Literal["CONFIRMED", "DERIVED", "RECALLED", "MODEL", "INVENTED"]
KindName: TypeAlias = Literal["triangular", "uniform", "normal", "lognormal"]

Unit = Annotated[UnitName, words(UnitName)]
Status = Annotated[StatusName, words(StatusName)]

UNITS: tuple[str, ...] = get_args(UnitName)
STATUSES: tuple[str, ...] = get_args(StatusName)

PARAMETERS_OF_KIND: dict[str, tuple[str, ...]] = {
    "triangular": ("low", "mode", "high"),
    "uniform": ("low", "high"),
    "normal": ("mean", "sd"),
    "lognormal": ("median", "sigma"),
}


class Distribution(Model):
    """How an uncertain figure is spread, in the unit of the figure.

    Attributes:
        kind: `triangular` (low, mode, high), `uniform` (low, high), `normal` (mean, sd) or
            `lognormal` (median, sigma).
        low: least that is drawn.
        mode: most likely value.
        high: most that is drawn.
        mean: mean of a normal.
        sd: standard deviation of a normal.
        median: median of a lognormal.
        sigma: standard deviation of the natural logarithm.
    """

    kind: Annotated[KindName, words(KindName)]
    low: NumberOrNone = None
    mode: NumberOrNone = None
    high: NumberOrNone = None
    mean: NumberOrNone = None
    sd: NumberOrNone = None
    median: NumberOrNone = None
    sigma: NumberOrNone = None

    @property
    def parameters(self) -> tuple[float, ...]:
        """Give the parameters of the kind in the order of `PARAMETERS_OF_KIND`."""
        return tuple(getattr(self, name) for name in PARAMETERS_OF_KIND[self.kind])

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        wanted = set(PARAMETERS_OF_KIND[self.kind])
        given = self.model_fields_set - {"kind"}
        if wanted != given:
            names = ", ".join(PARAMETERS_OF_KIND[self.kind])
            raise _refusal(f"for {self.kind}: {names} and nothing else")
        numbers = self.parameters
        if self.kind in ("triangular", "uniform"):
            if list(numbers) != sorted(numbers) or numbers[0] == numbers[-1]:
                raise _refusal("low <= mode <= high, and low below high")
        elif numbers[1] <= 0.0 or (self.kind == "lognormal" and numbers[0] <= 0.0):
            raise _refusal("sd, sigma and the median of a lognormal above 0")
        return self


class Quantity(Model):
    """A figure with its unit, its range and where it comes from.

    Attributes:
        value: central figure, used where nothing is drawn.
        unit: unit of the figure, one of a closed list.
        low, high: range that the source gives, or about 5 and 95 %.
        distribution: how the figure is drawn; a figure without one is certain.
        prior: how it was drawn before a calibration on published figures, by its source alone.
        date: when it held.
    """

    value: Number
    unit: Unit
    low: NumberOrNone = None
    high: NumberOrNone = None
    distribution: Distribution | None = None
    prior: Distribution | None = None
    date: Moment | None = None
    source: Text
    status: Status
    note: str = ""


def _refusal(allowed: str) -> PydanticCustomError:
    return PydanticCustomError("together", "{allowed}", {"allowed": allowed})
