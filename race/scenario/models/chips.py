"""A chip of the catalogue."""

from typing import Annotated, Literal, TypeAlias

from race.scenario.models.fields import (
    AmountOrNone,
    Flag,
    Model,
    PositiveOrNone,
    Text,
    TextOrNone,
    Texts,
    words,
)
from race.scenario.models.moment import Moment
from race.scenario.models.values import Status

ConfidenceName: TypeAlias = Literal["high", "medium", "low"]


class Chip(Model):
    """An accelerator: dense peaks, die area, interconnect, memory, power, price, dates.

    Attributes:
        name: name in the chip table.
        name_ru: the same in Russian, where it is not a name of its own.
        aliases: other short names, unique over all chips.
        designer: company id of the designer; absent when it is none of the companies.
        vendor: who sells it, as shown.
        home: country id of the designer.
        foundry: id of a foundry of the supply; more may follow it, and what others make counts with the first.
        node: process of the foundry, as it is called.
        announced: when it was announced.
        first_volume: when it first sold in volume; absent when never or not known.
        peak_16bit_tflops: dense peak at 16 bits, without sparsity.
        peak_8bit_tops, peak_6bit_tops, peak_4bit_tops: dense peak at so many bits.
        logic_area_mm2: applicable die area: logic dies on non-planar nodes.
        link_gbs: chip-to-chip link, both directions together.
        host_io_gbs: link to the host, both directions together.
        io_gbs: all input and output but memory, both directions together.
        memory_gb: memory.
        memory_tbs: memory bandwidth.
        tdp_w: thermal design power.
        price_usd: price at launch.
        data_centre: whether it is designed or marketed for data centres.
        variant_of: chip id that it was cut from.
        variant_for: country id of the market for which it was cut.
        confidence: how sure its figures are.
        recalled: fields of this row that are RECALLED, whatever the row's status.
    """

    name: Text
    name_ru: TextOrNone = None
    aliases: Texts = ()
    designer: TextOrNone = None
    vendor: Text
    home: Text
    foundry: TextOrNone = None
    node: TextOrNone = None
    announced: Moment | None = None
    first_volume: Moment | None = None
    peak_16bit_tflops: PositiveOrNone = None
    peak_8bit_tops: PositiveOrNone = None
    peak_6bit_tops: PositiveOrNone = None
    peak_4bit_tops: PositiveOrNone = None
    logic_area_mm2: PositiveOrNone = None
    link_gbs: AmountOrNone = None
    host_io_gbs: AmountOrNone = None
    io_gbs: AmountOrNone = None
    memory_gb: AmountOrNone = None
    memory_tbs: AmountOrNone = None
    tdp_w: PositiveOrNone = None
    price_usd: PositiveOrNone = None
    data_centre: Flag
    variant_of: TextOrNone = None
    variant_for: TextOrNone = None
    confidence: Annotated[ConfidenceName, words(ConfidenceName)] = "medium"
    source: Text
    status: Status
    recalled: Texts = ()
    note: str = ""
