"""The year's end foreseen: a value, an interval, the method and the reason, or why there is no number."""

from luoshi.assessing.outlook.forecast import BAND, METHOD_NAMES, OUTLOOK, band, outlook

__all__ = ["BAND", "METHOD_NAMES", "OUTLOOK", "band", "outlook"]
