"""Every test of the client has a desk."""

from desk import desk, server

__all__ = ["desk", "server"]
