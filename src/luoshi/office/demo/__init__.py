"""An invented county's two years, to show the office with: 青澜市云岚县, its towns, bureaus, pages and figures."""

from luoshi.office.demo.county import load
from luoshi.office.demo.records import Demo

__all__ = ["Demo", "load"]
