"""The hindcast: published figures of the past beside what the model says of them."""
