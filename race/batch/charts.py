"""The charts of a run. Importing them takes half a second, for they need matplotlib."""

from race.batch.gap_chart import draw_gap
from race.batch.index_chart import draw_index

__all__ = ["draw_gap", "draw_index"]
