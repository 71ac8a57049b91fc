"""What is known of every key: schemas, reference, starters, explanations, differences."""
