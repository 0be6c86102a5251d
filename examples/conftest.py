"""Every test of an example has a desk."""

from desk import desk, server

__all__ = ["desk", "server"]
