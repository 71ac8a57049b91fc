"""Tournaments: many games with policies in all seats, and what came of them."""
