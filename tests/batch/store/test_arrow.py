"""Columns made from their buffers are those that pyarrow would make, without pandas."""

import subprocess
import sys

import numpy as np
import pyarrow as pa

from race.batch.store.arrow import number_column, text_column, whole_column, word_column


def test_numbers_keep_infinity_and_nulls() -> None:
    values = np.array([1.5, np.inf, -0.0, 7.0, 1.0, 2.0, 3.0, 4.0, 5.0])
    missing = np.array([False, False, True, False, False, False, False, False, True])
    column = number_column(values, missing)
    column.validate(full=True)
    assert column.to_pylist() == [1.5, np.inf, None, 7.0, 1.0, 2.0, 3.0, 4.0, None]
    assert number_column(values[::2]).equals(pa.array(values[::2]))


def test_texts_keep_every_letter() -> None:
    texts = ["", "Россия", "a" * 1000, "", "км"]
    column = text_column(texts)
    column.validate(full=True)
    assert column.equals(pa.array(texts, pa.string()))
    assert text_column([]).to_pylist() == []


def test_words_go_by_their_places() -> None:
    column = word_column(["US", "CN", ""], np.array([1, 0, -1]))
    assert column.to_pylist() == ["CN", "US", ""]
    assert whole_column(np.array([3, 1])).type == pa.int32()


def test_a_batch_loads_neither_pandas_nor_scipy_nor_matplotlib() -> None:
    program = (
        "import sys, tempfile\nfrom pathlib import Path\n"
        "from race.experiments import Experiment, batch\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    one = Experiment('tiny', seed=1, runs=2, until=2022)\n"
        "    batch(one, Path(folder) / 'out', workers=0)\n"
        "    batch(one, Path(folder) / 'out', workers=0, resume=True)\n"
        "heavy = {'matplotlib', 'mesa', 'pandas', 'polars', 'pygame', 'scipy'} & set(sys.modules)\n"
        "raise SystemExit(' '.join(heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert not done.stderr.strip()
