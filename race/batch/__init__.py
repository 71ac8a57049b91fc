"""What is made of many runs: spreads, tables, files and charts."""
