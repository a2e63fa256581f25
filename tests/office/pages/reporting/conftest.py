"""A county, and a sheet that is owed."""

from __future__ import annotations

import pytest

from luoshi.office.reporting.models import Sheet
from office.reporting.making import County, county, opened, sheet


@pytest.fixture
def here(office: str) -> County:
    return county()


@pytest.fixture
def owed(here: County) -> Sheet:
    """A sheet of two cells, of the first town."""
    return sheet(opened(here.form(0, 1, title="投资月报")), here.towns[0])
