"""Tables of the vocabulary: TOML that a user may change, read fast.

`tomllib` takes 13 ms for the indicator catalogue, `json` 1 ms for the same values. So each table has a twin
in `compiled/NAME.json` that holds the same values, and the size and CRC-32 of the TOML it was made from
(`hashlib` would take longer to import than the check takes). A table whose twin is missing or was made from
another text is parsed from the TOML: whoever edits a table has it work at once, only slower.
`python -m luoshi.vocabulary.tables` writes the twins anew.
"""

from __future__ import annotations

import json
import sys
import zlib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
COMPILED = HERE / "compiled"


def load(name: str, folder: Path = HERE) -> dict[str, Any]:
    """The table `NAME.toml` as nested dictionaries and lists.

    Raises `FileNotFoundError` where there is no such table and `ValueError`, naming the file, where it is no
    TOML.
    """
    path = folder / f"{name}.toml"
    raw = path.read_bytes()
    twin = folder / "compiled" / f"{name}.json"
    if twin.is_file():
        made: dict[str, Any] = json.loads(twin.read_bytes())
        if made.get("made_from") == _mark(raw):
            values: dict[str, Any] = made["values"]
            return values
    return parse(path)


def _mark(raw: bytes) -> list[int]:
    return [len(raw), zlib.crc32(raw)]


def parse(path: Path) -> dict[str, Any]:
    """The values of a TOML file; raises `ValueError` with the file's name where it is not TOML."""
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name}: expected TOML, found an error: {error}") from error


def twin_text(path: Path) -> str:
    """The text of the compiled twin of a TOML file."""
    made = {"made_from": _mark(path.read_bytes()), "values": parse(path)}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n"


def main() -> int:
    """Write the twins of the tables named on the command line; without names, of those that have one."""
    COMPILED.mkdir(exist_ok=True)
    names = sys.argv[1:] or sorted(p.stem for p in COMPILED.glob("*.json"))
    for name in names:
        (COMPILED / f"{name}.json").write_text(twin_text(HERE / f"{name}.toml"), encoding="utf-8")
        print(f"compiled/{name}.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
