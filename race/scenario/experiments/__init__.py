"""Small files beside scenarios: arms, sweeps, scripts of orders, targets, chips of a user."""
