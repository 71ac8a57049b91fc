"""The files of a scenario, and how they become one."""
