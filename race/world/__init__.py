"""Arrays and their meaning."""
