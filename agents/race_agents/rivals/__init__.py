"""Rivals: ten archetypes that play by the same orders, slots, law and information as a person."""
