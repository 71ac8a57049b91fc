"""The figures of a chip that export rules ask for, from the catalogue or from a table of a user."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from race.scenario.models.chips import Chip

NOT_KNOWN = math.nan
GBS_PER_TBS = 1000.0


@dataclass(frozen=True, slots=True)
class ChipFigures:
    """What rules ask of a chip; NaN where a figure is not known.

    Attributes:
        name: how the chip is called in answers.
        home: country of its designer, empty where it is not known.
        peaks: by bits of the format, dense peak in TOPS (TFLOPS at 16 bits); known ones only.
        tpp: total processing performance as given, for a chip without peaks.
        logic_area_mm2: applicable die area.
        io_gbs: link and host together, both directions.
        bandwidth_gbs: of DRAM.
        data_centre: 1 if designed or marketed for data centres, else 0.
    """

    name: str
    home: str
    peaks: Mapping[int, float]
    tpp: float = NOT_KNOWN
    logic_area_mm2: float = NOT_KNOWN
    io_gbs: float = NOT_KNOWN
    bandwidth_gbs: float = NOT_KNOWN
    data_centre: float = NOT_KNOWN


def of_catalogue(chip: Chip) -> ChipFigures:
    """Return the figures of a chip of a scenario."""
    peaks = {
        16: chip.peak_16bit_tflops,
        8: chip.peak_8bit_tops,
        6: chip.peak_6bit_tops,
        4: chip.peak_4bit_tops,
    }
    return ChipFigures(
        name=chip.name,
        home=chip.home,
        peaks={bits: peak for bits, peak in peaks.items() if peak is not None},
        logic_area_mm2=_known(chip.logic_area_mm2),
        io_gbs=_known(chip.io_gbs),
        bandwidth_gbs=gbs(_known(chip.memory_tbs)),
        data_centre=float(chip.data_centre),
    )


def gbs(bandwidth_tbs: float) -> float:
    """Turn TB/s into GB/s; rounded, for 1.344 x 1,000 must not miss a threshold by a hair."""
    return round(bandwidth_tbs * GBS_PER_TBS, 6)


def _known(figure: float | None) -> float:
    return NOT_KNOWN if figure is None else figure
