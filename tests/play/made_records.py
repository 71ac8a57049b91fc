"""Records for tests of saves and codes."""

from race.play.records.record import Card, Choice, Opening, Record, Turn

OPENING = Opening("2022", ("quiet",), "ab" * 32, 7, ("RU",), "normal")


def a_record(turns: int = 3) -> Record:
    cards = (
        Card("RU", "buy_grey", {"route": "hong_kong", "chips": 1000.0, "max_premium": 1.9}),
        Card("RU", "merge_pools", {"link_gbps": 100.0}),
    )
    closed = tuple(
        Turn((Choice("RU", "E43", "pay"),) if i % 2 else (), cards[: 1 + i % 2], f"{i:064x}")
        for i in range(turns)
    )
    return Record(OPENING, "ru", closed, Turn(cards=cards[1:]))
