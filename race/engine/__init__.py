"""The plan of stages, the step, views and policies."""
