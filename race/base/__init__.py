"""The ground floor: errors, units, calendar, chance and array helpers that import nothing above."""
