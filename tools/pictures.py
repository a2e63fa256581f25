"""Makes the pictures of the README and the docs, from real output on `examples/`.

    python tools/pictures.py [NAME…]        # read, check, assess, board, show, workbook; all without a name

Each picture is what a user sees: the terminal's table (exported as SVG by rich), the year board, the page of
`luoshi show`, two sheets of the workbook. They are drawn by a Chromium without a window, the board by vl-convert (the
extra `charts`), the workbook by LibreOffice and pdftoppm, which have to be installed; so do Chinese fonts (Noto CJK)
and Pillow (the tests' requirements bring it).
PNGs go to `docs/pictures/`.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
EXAMPLES = Path("examples")
PAGE = EXAMPLES / "pages" / "云岚日报-20250103-01版.txt"
LAST_YEAR, THIS_YEAR = (EXAMPLES / "reports" / f"云岚县-{year}.txt" for year in (2024, 2025))
FIGURES = EXAMPLES / "figures"
TARGETS, OBSERVATIONS = FIGURES / "targets.csv", FIGURES / "observations.csv"
# Cells of the terminal, how many rows of each part are shown, and how many verdicts.
WIDTH, ROWS, VERDICTS = 100, 7, 8
MOST_BYTES = 300_000


def main() -> int:
    """Make the pictures named on the command line, or all."""
    PICTURES.mkdir(exist_ok=True)
    makers: dict[str, Callable[[], None]] = {
        "read": read_table, "check": check_table, "assess": assess_table, "board": year_board,
        "show": show_page, "workbook": workbook,
    }  # fmt: skip
    for name in sys.argv[1:] or makers:
        makers[name]()
    for picture in sorted(PICTURES.glob("*.png")):
        size = picture.stat().st_size
        print(f"{picture.relative_to(ROOT)}  {size / 1000:.0f} kB{'  TOO LARGE' if size > MOST_BYTES else ''}")
    return 0


def read_table() -> None:
    """`luoshi read examples/pages`, the page of goals."""
    from luoshi.reading.batch import read_many
    from luoshi.reading.writers.table import TableWriter

    def draw(stream: io.StringIO, console: object) -> None:
        writer = TableWriter(stream, frozenset({"figure", "task"}), ROWS)
        writer._console = console  # type: ignore[assignment]
        for document in read_many([EXAMPLES / "pages"]):
            if document.name.endswith(".md"):
                writer.document(document)

    _terminal("read", "luoshi read examples/pages", draw)


def check_table() -> None:
    """`luoshi check` of the county's two reports."""
    from luoshi.assessing.promises.pairing import pair
    from luoshi.cli import promise_table
    from luoshi.reading.batch import read_many
    from luoshi.reading.statements import row
    from luoshi.reading.writers import table

    def draw(stream: io.StringIO, console: Console) -> None:
        plan, result = ([row(f) for d in read_many([p]) for f in d.figures] for p in (LAST_YEAR, THIS_YEAR))
        promises = pair(plan, result)
        usual, table.console = table.console, lambda _: console
        try:
            promise_table.write_promises(promises[:16], "table", None)
        finally:
            table.console = usual

    _terminal("check", f"luoshi check {LAST_YEAR} --against {THIS_YEAR}", draw)


def assess_table() -> None:
    """`luoshi assess` of the county's year: the top of the table, and the line below it."""
    command = ["assess", "--targets", str(TARGETS), "--observations", str(OBSERVATIONS), "--as-of", "2024-10"]
    environment = {**os.environ, "COLUMNS": str(WIDTH), "FORCE_COLOR": "1"}
    made = subprocess.run(
        [sys.executable, "-m", "luoshi", *command],
        check=True,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )

    def draw(stream: io.StringIO, console: Console) -> None:
        from rich.text import Text

        lines = [Text.from_ansi(line) for line in made.stdout.splitlines()]
        # A row begins with its light; the line of counts above the table does so without a space before.
        starts = [number for number, line in enumerate(lines) if re.match(r" [■▲◆●○] ", line.plain)]
        for line in [*lines[: starts[VERDICTS]], " …", "", *made.stderr.splitlines()]:
            console.print(line)

    _terminal("assess", "luoshi " + " ".join(command), draw)


def year_board() -> None:
    """The verdicts of the county's targets at every month of the year so far, as a board."""
    import polars as pl

    import luoshi
    from luoshi import charts
    from luoshi.assessing import sources

    targets, observations = sources.targets(TARGETS).frame, sources.observations(OBSERVATIONS).frame
    whole_year = targets.filter(pl.col("period") == "2024")
    verdicts = luoshi.assess(whole_year, observations, [f"2024-{month:02d}" for month in range(1, 11)])
    # Before a target's first figure there is nothing to show.
    shown = verdicts.filter(pl.col("actual").is_not_null() | (pl.col("as_of") == "2024-10"))
    path = PICTURES / "board.png"
    path.write_bytes(charts.to_png(charts.year_board(shown, order="worst"), scale=1.5))
    _few_colours(path)


def _terminal(name: str, command: str, draw: Callable[..., None]) -> None:
    from rich.console import Console
    from rich.terminal_theme import MONOKAI
    from rich.text import Text

    stream = io.StringIO()
    console = Console(file=stream, width=WIDTH, record=True, force_terminal=True, highlight=False, emoji=False)
    console.print(Text.assemble(("$ ", "bold green"), command), "")
    draw(stream, console)
    # Half an em a cell and one a Chinese character: then no text needs the lengths that rich gives (it counts
    # characters, not cells), and the font is one that is here, not one of the network.
    svg = console.export_svg(title="", theme=MONOKAI, font_aspect_ratio=0.5)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.S).replace("Fira Code", "Noto Sans Mono CJK SC")
    svg = re.sub(
        r' textLength="[\d.]+"| clip-path="url\([^)]*line-\d+\)"|font-variant-east-asian: full-width;', "", svg
    )
    # The font draws the middle dot as wide as a character; a terminal gives it one cell.
    svg = svg.replace("·", "･")
    width, height = (float(n) for n in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)[0])
    html = f"<style>body{{margin:0;background:#fff}}svg{{width:{width}px;display:block}}</style>{svg}"
    _shoot(html, name, int(width), int(height))


def show_page() -> None:
    """`luoshi show` of the newspaper's first page with a row chosen, in both colour schemes."""
    from luoshi.reading.batch import read
    from luoshi.reading.page_view import page_view

    document = read(PAGE)
    html = page_view(document)
    rows = list(document.rows())
    chosen = next(n for n, r in enumerate(rows) if r.get("value_text") == "3.4")
    # The page's policy lets no other script run: the click is added to its own, and the policy is left out.
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    html = html.replace("</script>", f'light("{chosen}", "keys");</script>')
    for scheme, options in (("light", []), ("dark", ["--blink-settings=preferredColorScheme=0"])):
        _shoot(html, f"show-{scheme}", 1180, 640, *options)


def workbook() -> None:
    """The sheets 目标 and 任务分解 of the workbook, as they come out of the printer."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "luoshi.xlsx"
        command = [sys.executable, "-m", "luoshi", "read", str(EXAMPLES / "pages"), "--quiet", "-o", str(book)]
        subprocess.run(command, check=True, cwd=ROOT)
        office = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        subprocess.run([*office, "--outdir", folder, str(book)], check=True, capture_output=True)
        import pypdfium2

        pdf = pypdfium2.PdfDocument(book.with_suffix(".pdf"))
        feet = [page.get_textpage().get_text_bounded() for page in pdf]
        pdf.close()
        for name, sheet in (("targets", "目标"), ("tasks", "任务分解")):
            number = next(n for n, text in enumerate(feet, 1) if re.search(rf"^{sheet} *第\d+页", text, flags=re.M))
            one = ["pdftoppm", "-r", "130", "-f", str(number), "-l", str(number), "-singlefile", "-png"]
            subprocess.run([*one, str(book.with_suffix(".pdf")), str(PICTURES / f"workbook-{name}")], check=True)
            _few_colours(PICTURES / f"workbook-{name}.png", trim=True)


def _shoot(html: str, name: str, width: int, height: int, *options: str) -> None:
    browsers = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    browser = next((found for b in browsers if (found := shutil.which(b))), None)
    if browser is None:
        raise SystemExit("pictures: no Chromium found")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8")
        command = [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", *options]
        command += [
            f"--user-data-dir={folder}/profile",
            f"--window-size={width},{height}",
            "--force-device-scale-factor=1.5",
        ]
        command += ["--virtual-time-budget=2000", f"--screenshot={PICTURES / name}.png", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True)
    _few_colours(PICTURES / f"{name}.png")


def _few_colours(picture: Path, *, trim: bool = False) -> None:
    """Keeps 128 colours, which text does not need more of; `trim` leaves of a printed page its table only."""
    from PIL import Image, ImageChops

    image = Image.open(picture).convert("RGB")
    if trim:
        box = ImageChops.invert(image).getbbox()
        if box is not None:
            image = image.crop((max(box[0] - 20, 0), max(box[1] - 20, 0), box[2] + 20, box[3] + 20))
        # The table ends where 40 rows of pixels are white; below it is the foot of the page.
        rows = image.convert("L").resize((1, image.height), Image.Resampling.BOX).tobytes()
        end = rows.find(b"\xff" * 40, 40)
        image = image.crop((0, 0, image.width, end + 20 if end > 0 else image.height))
    image.quantize(128).save(picture, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
