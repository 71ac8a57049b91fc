"""Orders: what they may ask, what they cost, which cells they move, what they buy."""
