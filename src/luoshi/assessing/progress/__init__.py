"""Progress: every target's verdict at a month, with its reason."""

from luoshi.assessing.progress.assessment import assess

__all__ = ["assess"]
