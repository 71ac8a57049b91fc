"""Foresight: futures as a seat believes the world to be."""
