"""Scenarios: YAML files read strictly into frozen, checked models."""
