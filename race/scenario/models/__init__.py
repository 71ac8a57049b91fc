"""What a scenario consists of: frozen, checked models, one noun a file."""
