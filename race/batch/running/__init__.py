"""Running a batch: its design, the work, who does it, when it may stop, what it came to."""
