"""Arrow columns made from their buffers.

`pyarrow.array` looks whether it was given something of pandas, and to do so imports pandas wherever
it is installed: a quarter of a second and 40 MB in every worker.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from race.base.arrays import Floats, Whole


def number_column(values: Floats, missing: NDArray[np.bool_] | None = None) -> pa.Array:
    """Return a column of float64 from (rows,); null where a number is missing."""
    present = None
    if missing is not None:
        present = pa.py_buffer(np.packbits(~missing, bitorder="little").tobytes())
    plain = np.ascontiguousarray(values, dtype="<f8")
    return pa.Array.from_buffers(pa.float64(), len(plain), [present, pa.py_buffer(plain)])


def whole_column(values: Whole) -> pa.Array:
    """Return a column of int32 from (rows,)."""
    plain = np.ascontiguousarray(values, dtype="<i4")
    return pa.Array.from_buffers(pa.int32(), len(plain), [None, pa.py_buffer(plain)])


def text_column(texts: Sequence[str]) -> pa.Array:
    """Return a column of texts."""
    parts = [text.encode() for text in texts]
    ends = np.cumsum([0, *map(len, parts)], dtype="<i4")
    content = pa.py_buffer(b"".join(parts))
    return pa.StringArray.from_buffers(len(parts), pa.py_buffer(ends), content)


def word_column(words: Sequence[str], codes: Whole) -> pa.Array:
    """Return a column of few words by their places; a place of -1 is that of the last word."""
    places = whole_column(codes % max(len(words), 1))
    return pa.DictionaryArray.from_arrays(places, text_column(words)).cast(pa.string())
