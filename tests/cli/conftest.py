from __future__ import annotations

import sys
from pathlib import Path

# The hand-made documents stand beside the tests of reading.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "reading"))
