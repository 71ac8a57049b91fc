"""Three Kilometres: a model of computing power, export controls and the gap between them."""

__version__ = "0.1.0"
