"""Plain facts to show: what stands on a screen, in numbers and ids, without a window."""
