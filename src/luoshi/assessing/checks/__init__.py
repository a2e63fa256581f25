"""Checks of figures: one rule a file, each a question in plain words and never a verdict."""

from luoshi.assessing.checks.figures import check_figures, unusual
from luoshi.assessing.checks.registry import RULES, SEVERITIES, Rule
from luoshi.assessing.checks.thresholds import ThresholdError, thresholds

__all__ = ["RULES", "SEVERITIES", "Rule", "ThresholdError", "check_figures", "thresholds", "unusual"]
