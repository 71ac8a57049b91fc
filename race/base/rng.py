"""Random numbers with a fixed address: (seed, replicate, step, stream, index).

Philox4x64 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3") with the seed as key
and the address as counter. A draw depends on its address alone, so that neither the size of a
block, nor the order of replicates, nor another agent's draws can change it.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_WORDS: Final = 4
_TO_UNIT: Final = 2.0**-53
_TO_COARSE_UNIT: Final = 2.0**-16
_UNUSED_BITS: Final = np.uint64(64 - 53)
# Coefficients of the rational approximation of the inverse normal distribution function,
# Wichura (1988), algorithm AS 241, PPND7: about seven figures, without special functions.
_CENTRE_NUMERATOR: Final = (3.3871327179, 50.434271938, 159.29113202, 59.109374720)
_CENTRE_DENOMINATOR: Final = (1.0, 17.895169469, 78.757757664, 67.187563600)
_TAIL_NUMERATOR: Final = (1.4234372777, 2.7568153900, 1.3067284816, 0.17023821103)
_TAIL_DENOMINATOR: Final = (1.0, 0.73700164250, 0.12021132975)
_FAR_NUMERATOR: Final = (6.6579051150, 3.0812263860, 0.42868294337, 0.017337203997)
_FAR_DENOMINATOR: Final = (1.0, 0.24197894225, 0.012258202635)


def stream_number(name: str) -> int:
    """Return the number of a named stream: stable over releases, whatever streams exist beside it."""
    return zlib.crc32(name.encode())


class Chance:
    """Draw numbers for a block of consecutive replicates.

    With `columns`, (R,), column r of a draw is that of replicate `first_replicate + columns[r]`, so
    that one future may stand in a block several times, under several conditions.
    """

    def __init__(
        self,
        seed: int,
        first_replicate: int,
        replicates: int,
        columns: NDArray[np.int64] | None = None,
    ) -> None:
        self._generator = np.random.Philox(key=[np.uint64(seed), np.uint64(0x3A11)])
        self._state = self._generator.state
        self._state["buffer_pos"] = _WORDS  # nothing is left over of an earlier draw
        self._first = first_replicate
        self._replicates = replicates
        self._columns = columns
        self._width = replicates if columns is None else len(columns)

    def words(self, stream: str, step: int, count: int) -> NDArray[np.uint64]:
        """Return raw 64-bit words, shape (count, R), of one stream at one step."""
        return self._words(stream, step, range(-(-count // _WORDS)))[:count]

    def _words(self, stream: str, step: int, groups: Collection[int]) -> NDArray[np.uint64]:
        """Return the words of some groups of four, one group after the other, (words, R)."""
        drawn = _WORDS * self._replicates
        raw = np.empty((len(groups), drawn), np.uint64)
        generator, state = self._generator, self._state
        counter = state["state"]["counter"]
        counter[0], counter[2], counter[3] = self._first, stream_number(stream), step
        for place, group in enumerate(groups):
            counter[1] = group
            generator.state = state
            raw[place] = generator.random_raw(drawn)
        by_word = raw.reshape(-1, self._replicates, _WORDS).swapaxes(1, 2)
        words = by_word.reshape(-1, self._replicates)
        return words if self._columns is None else words.take(self._columns, axis=1)

    def uniform(self, stream: str, step: int, count: int) -> Floats:
        """Return numbers in (0, 1), shape (count, R)."""
        return _unit(self.words(stream, step, count))

    def uniform_at(self, stream: str, step: int, places: NDArray[np.int64]) -> Floats:
        """Return some rows of `uniform`, (places, R), without drawing the others."""
        group = places // _WORDS
        groups = sorted(set(group.tolist()))
        found = np.searchsorted(groups, group) * _WORDS + places % _WORDS
        return _unit(self._words(stream, step, groups).take(found, axis=0))

    def normal(self, stream: str, step: int, count: int) -> Floats:
        """Return standard normal numbers, shape (count, R), by the inverse distribution function."""
        return normal_quantile(self.uniform(stream, step, count))

    def chances(self, stream: str, step: int, count: int) -> Floats:
        """Return coarse numbers in (0, 1), shape (count, R): 16 bits each, four to a word.

        For yes-or-no draws only; a probability is resolved to 1/65,536.
        """
        return _coarse_unit(self._parts(stream, step, count))

    def coarse_normal(self, stream: str, step: int, count: int) -> Floats:
        """Return the standard normal numbers of `chances`, (count, R), looked up."""
        return _coarse_normals().take(self._parts(stream, step, count))

    def _parts(self, stream: str, step: int, count: int) -> NDArray[np.uint16]:
        """Return whole numbers of 16 bits, (count, R)."""
        words = np.ascontiguousarray(self.words(stream, step, -(-count // _WORDS)), "<u8")
        parts = words.view("<u2").reshape(*words.shape, _WORDS).swapaxes(1, 2)
        return parts.reshape(-1, self._width)[:count]


def _coarse_unit(parts: NDArray[np.uint16]) -> Floats:
    """Return numbers in (0, 1) from 16 bits, any shape."""
    numbers = parts + 0.5
    numbers *= _TO_COARSE_UNIT
    return np.asarray(numbers)


@lru_cache(maxsize=1)
def _coarse_normals() -> Floats:
    """Return the standard normal quantiles of all numbers of 16 bits."""
    return normal_quantile(_coarse_unit(np.arange(65536, dtype=np.uint16)))


def _unit(words: NDArray[np.uint64]) -> Floats:
    """Return numbers in (0, 1) from raw words, any shape."""
    unit = (words >> _UNUSED_BITS).astype(np.float64)
    unit += 0.5
    unit *= _TO_UNIT
    return unit


def normal_quantile(probability: Floats) -> Floats:
    """Return the standard normal quantile of probabilities in (0, 1), any shape (AS 241)."""
    centred = probability - 0.5
    near = 0.180625 - centred * centred
    centre = centred * _polynomial(near, _CENTRE_NUMERATOR) / _polynomial(near, _CENTRE_DENOMINATOR)
    outer = np.abs(centred) > 0.425
    centre[outer] = np.copysign(_tail(probability[outer]), centred[outer])
    return np.asarray(centre)


def _tail(probability: Floats) -> Floats:
    """Return the size of the standard normal quantile of probabilities far from a half."""
    depth = np.sqrt(-np.log(np.minimum(probability, 1.0 - probability)))
    close = depth - 1.6
    tail = _polynomial(close, _TAIL_NUMERATOR) / _polynomial(close, _TAIL_DENOMINATOR)
    if (depth > 5.0).any():
        far = depth - 5.0
        end = _polynomial(far, _FAR_NUMERATOR) / _polynomial(far, _FAR_DENOMINATOR)
        tail = np.where(depth <= 5.0, tail, end)
    return tail


def _polynomial(x: Floats, coefficients: tuple[float, ...]) -> Floats:
    """Return the polynomial whose coefficients begin with the constant (Horner's scheme)."""
    total = x * coefficients[-1]
    for coefficient in coefficients[-2:0:-1]:
        total += coefficient
        total *= x
    total += coefficients[0]
    return np.asarray(total)
