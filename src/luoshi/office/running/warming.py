"""What a web process does once it answers: load what its first requests would otherwise wait seconds for."""

from __future__ import annotations

import gc
import logging
import threading
from pathlib import Path

from django.template.loader import get_template
from django.urls import get_resolver

from luoshi.office import pages

_TEMPLATES = Path(pages.__file__).parent / "templates"
# Objects that come and go between two looks for garbage: with as many as a page has, a look every few requests.
_GARBAGE = (20_000, 50, 50)


def warm_up_beside() -> None:
    """Warm up in a thread of its own: the process answers meanwhile."""
    threading.Thread(target=_warm_up, name="warming up", daemon=True).start()


def _warm_up() -> None:
    """Load every page and template, and let the checks plan once; then leave all that was loaded out of garbage."""
    try:
        _ = get_resolver().url_patterns
        for path in sorted(_TEMPLATES.rglob("*.html")):
            get_template(path.relative_to(_TEMPLATES).as_posix())
        _check_one()
    except Exception:
        # Whatever it is, the request that meets it says it better; the office is open all the same.
        logging.getLogger(__name__).exception("warming up")
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GARBAGE)


def _check_one() -> None:
    import polars as pl

    from luoshi.assessing.checks import check_figures, unusual

    one = pl.DataFrame({"place": ["云岚县"], "indicator": ["固定资产投资"], "period": ["2025"], "value": [1.0]})
    unusual(one)
    check_figures(one)
