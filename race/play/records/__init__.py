"""Games as they are kept: records, saves, share codes."""
