"""Cascade: what the parts promise against what the whole promised (目标分解, 层层加码)."""

from luoshi.assessing.cascade.cascading import CASCADE, LEVELS, cascade, levels

__all__ = ["CASCADE", "LEVELS", "cascade", "levels"]
