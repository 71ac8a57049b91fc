"""YAML as text: its scalars, where each key stands, and faults in words."""
