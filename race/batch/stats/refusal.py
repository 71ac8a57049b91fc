"""Values that a statistic cannot use are refused by measure and replicate.

SALib and SciPy turn one NaN into indices that are all zero or all NaN, without a word.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from race.base.arrays import Flags, Floats
from race.base.errors import InputError

_NAMED = 5
"""So many replicates are named, the rest counted."""


def refuse_nan(values: Floats, measure: str, replicates: Sequence[int] | None = None) -> None:
    """Let values (..., R) pass if they are numbers; infinite ones are numbers here.

    Args:
        values: figures, the replicate axis last.
        measure: what they are, for the message.
        replicates: the numbers of the replicates; 0 to R - 1 when None.

    Raises:
        InputError: there are none, or some are not numbers.
    """
    if values.size == 0:
        raise InputError(f"{measure}: no replicates; at least one must have been simulated")
    _refuse(
        np.isnan(values),
        measure,
        replicates,
        "not a number",
        "a failed future: replay it, and leave it out of the statistics by its number",
    )


def refuse_infinite(values: Floats, measure: str) -> None:
    """Let values (..., R) pass if they are finite: for means, variances and what is made of them.

    Raises:
        InputError: there are none, or some are not numbers or infinite.
    """
    refuse_nan(values, measure)
    _refuse(
        np.isinf(values),
        measure,
        None,
        "infinite",
        "there is no mean or variance of these: take the median, or the share of futures past a "
        "bound",
    )


def _refuse(
    bad: Flags, measure: str, replicates: Sequence[int] | None, what: str, advice: str
) -> None:
    spoilt = np.flatnonzero(bad.reshape(-1, bad.shape[-1]).any(axis=0)).tolist()
    if not spoilt:
        return
    numbers = [place if replicates is None else replicates[place] for place in spoilt]
    named = ", ".join(str(number) for number in numbers[:_NAMED])
    more = f" and {len(numbers) - _NAMED} more" if len(numbers) > _NAMED else ""
    word = "replicate" if len(numbers) == 1 else "replicates"
    raise InputError(f"{measure}: {what} in {word} {named}{more} of {bad.shape[-1]}; {advice}")
