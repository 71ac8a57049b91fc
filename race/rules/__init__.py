"""What happens and what is allowed: one file a stage."""
