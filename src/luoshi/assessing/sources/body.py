"""The rows of one table while they are checked: which columns hold what, which rows have faults."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from luoshi.assessing.sources import cells
from luoshi.assessing.sources.compared import cleaned
from luoshi.assessing.sources.faults import Fault, ranges, shown
from luoshi.assessing.sources.grid import ROW, Grid
from luoshi.assessing.sources.headings import tables
from luoshi.assessing.sources.heads import Head

if TYPE_CHECKING:
    import polars as pl

#: So many faults of one table are kept; it cannot be mended by hand beyond that.
MOST = 100_000


#: From here on a number is no figure of anything; assessing takes it for none.
LARGEST = 1e15


class Body:
    """The rows below a head: raw columns by field in `raw`, what was read of them in `columns`, faults as they come.

    `like` is the body of another column of the same table: its rows are these.
    """

    def __init__(self, grid: Grid, head: Head, keep: tuple[str, ...] = (), like: Body | None = None) -> None:
        self.grid, self.head = grid, head
        self.faults: list[Fault] = [*head.faults, *(like.faults if like else ())]
        self.notes: list[str] = list(like.notes) if like else []
        self.unkept = 0
        self.bad: set[int] = set(like.bad) if like else set()
        #: The row that has the head again, where one has.
        self.again: int | None = like.again if like else None
        #: The rows that hold figures, as they stand in the grid.
        self.figures: pl.DataFrame = like.figures if like else self._figures(grid, head)
        frame = self.figures
        self.rows: pl.Series = frame[ROW]
        self.raw: dict[str, pl.Series] = {name: frame[str(at)].alias(name) for name, at in head.fields.items()}
        if "value" in self.raw:
            self.raw["value"] = cleaned(self.raw["value"], head.said)
        self.raw |= self._said(head)
        for name in keep:
            at = next((at for at, label in head.labels.items() if _bare(label, grid) == name), None)
            if at is not None:
                self.raw[name] = frame[str(at)].alias(name)
                head.ignored = [label for label in head.ignored if label != head.labels[at]]

    def _said(self, head: Head) -> dict[str, pl.Series]:
        """What the head of the column of figures says for every row: the period, and that it is growth."""
        import polars as pl

        said = {} if head.base is None else {"period": head.base}
        if head.said is not None and head.said.growth:
            said["measure"] = "growth"
        return {
            name: pl.repeat(text, len(self), dtype=pl.String, eager=True).alias(name) for name, text in said.items()
        }

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def column(self) -> str:
        """The head of the column of figures, as it stands there."""
        return _bare(self.head.labels[self.head.fields["value"]], self.grid)

    @property
    def where(self) -> str:
        """File and sheet, for a note."""
        return self.grid.file if self.grid.sheet is None else f"{self.grid.file}, sheet {self.grid.sheet}"

    def _figures(self, grid: Grid, head: Head) -> pl.DataFrame:
        """The rows that can hold a figure: no empty ones, no totals, no remarks, no head printed again."""
        import polars as pl

        frame = grid.frame.filter(pl.col(ROW) > head.last)
        names = [str(at) for at in range(grid.width)]
        if not names or head.statements:
            return frame
        some = pl.any_horizontal([pl.col(name).is_not_null() for name in names])
        empty = frame.filter(~some)
        if not empty.is_empty() and grid.heads is None:
            # Rows below the last figure are no rows of the table.
            last = frame.filter(some)[ROW].max() or 0
            inside = empty.filter(pl.col(ROW) < last)[ROW].to_list()
            if inside:
                self.notes.append(f"{self.where}: {_rows(inside)} empty, left out")
        frame = self._in_columns(frame.filter(some))
        told = tables()["rows"]
        text = {name: pl.col(name).cast(pl.String).str.replace_all(r"\s", "") for name in names}
        says = [str(head.fields[f]) for f in ("id", "place", "indicator", "part") if f in head.fields]
        totals = pl.any_horizontal(pl.lit(False), *[text[n].str.to_lowercase().is_in(told["totals"]) for n in says])
        alone = _few(text, names) if grid.filled else pl.sum_horizontal([pl.col(n).is_not_null() for n in names]) <= 2
        first = pl.coalesce([text[n] for n in names])
        remark = alone & pl.any_horizontal([first.str.starts_with(word) for word in told["remarks"]])
        again = pl.all_horizontal(
            pl.lit(bool(head.fields)), *[text[str(at)] == _bare(head.labels[at], grid) for at in head.fields.values()]
        )
        # 甲 乙 丙 1 2 3 below the head says which column is which.
        called = pl.all_horizontal(pl.lit(len(says) > 1), *[text[n].is_in(told["columns"]) for n in says])
        kinds = (("totals", totals), ("remarks", remark), ("the head again", again), ("names of columns", called))
        for what, mask in kinds:
            mask = mask.fill_null(False)
            rows = frame.filter(mask)[ROW].to_list()
            if rows:
                if what == "the head again":
                    self.again = rows[0]
                self.notes.append(f"{self.where}: {_rows(rows)} {what}, left out")
                frame = frame.filter(~mask)
        return frame

    def _in_columns(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Without the rows of a csv that have more cells than the head: a comma in them has moved the others."""
        import polars as pl

        width = 1 + max((at for at, label in self.head.labels.items() if self.head.named(at)), default=-1)
        beyond = [pl.col(str(at)).is_not_null() for at in range(width, self.grid.width)]
        if self.grid.heads is not None or self.grid.letters or not beyond:
            return frame
        long = pl.any_horizontal(beyond)
        expected = f"{width} cells, as in the head (a number with commas stands in quotes)"
        for row in frame.filter(long)[ROW].to_list():
            self.bad.add(row)
            self.faults.append(Fault(self.grid.file, None, row, None, "more cells", expected))
        return frame.filter(~long)

    def has(self, field: str) -> bool:
        """Whether the table has a column for a field."""
        return field in self.raw

    def label(self, field: str) -> str | None:
        """How the column of a field is told; the field's own name where the table has none."""
        at = self.head.fields.get(field)
        return field if at is None else self.head.labels.get(at, field)

    def fault(self, mask: pl.Series, field: str | None, expected: str, found: pl.Series | None = None) -> None:
        """A fault for every row of a mask (null counts as no)."""
        hit = mask.fill_null(False)
        if not hit.any():
            return
        values = found if found is not None else self.raw.get(field or "")
        rows = self.rows.filter(hit).to_list()
        self.bad.update(rows)
        room = max(0, MOST - len(self.faults))
        self.unkept += max(0, len(rows) - room)
        texts: list[Any] = [None] * len(rows) if values is None else values.filter(hit).to_list()
        label = self.label(field) if field is not None else None
        for row, text in list(zip(rows, texts, strict=True))[:room]:
            self.faults.append(Fault(self.grid.file, self.grid.sheet, row, label, shown(text), expected))

    def kept(self, name: str) -> pl.Series:
        """A further column, by its own head; where the table has none it cannot be used."""
        if not self.has(name):
            self.lacks([name], "observations")
        return self.text(name)

    def lacks(self, fields: Sequence[str], role: str) -> None:
        """A fault of the whole table for every needed column that is not there."""
        heads = "、".join(str(label) for label in self.head.labels.values() if label) or "nothing"
        for name in fields:
            if not self.has(name):
                known = "、".join(tables()[role].get(name, ())[1:5])
                expected = f"a column {name} ({known} …)" if known else f"a column {name}"
                row, found = self.head.last or None, f"the heads {heads}"
                self.faults.append(Fault(self.grid.file, self.grid.sheet, row, None, found, expected, whole=True))

    @property
    def unusable(self) -> bool:
        """Whether a fault is of the table itself."""
        return any(fault.whole for fault in self.faults)

    def text(self, field: str) -> pl.Series:
        """A column as text without white space around it; empty text is null; all null where there is no column."""
        import polars as pl

        if not self.has(field):
            return pl.repeat(None, len(self), dtype=pl.String, eager=True).alias(field)
        column = self.raw[field]
        if column.dtype != pl.String:
            column = column.cast(pl.Int64).cast(pl.String) if _whole(column) else column.cast(pl.String)
        column = column.str.strip_chars()
        return column.set(column == "", None).alias(field)

    def codes(self, field: str, table: str) -> pl.Series:
        """A column of words as codes; a word that is not known is a fault that lists those that are."""
        import polars as pl

        text = self.text(field)
        read = cells.mapped(text, cells.word(table), pl.String)
        known = ", ".join(dict.fromkeys(cells.words(table).values()))
        self.fault(text.is_not_null() & read.is_null(), field, f"one of {known}, or its Chinese word")
        return read.alias(field)

    def periods(self) -> pl.Series:
        """The column period as ISO text; what is none is a fault."""
        import polars as pl

        text, said = self.text("period"), self.head.said
        read = cells.mapped(text, cells.period if said is None else said.period, pl.String)
        expected = "a period with year and end, such as 2024, 2024-10 or 2024年1—10月"
        if said is not None:
            expected = "a year, as the heads say the rest" if said.words else "a period with year and month"
        self.fault(read.is_null(), "period", expected)
        return read.alias("period")

    def days(self, field: str) -> pl.Series:
        """A column of days; what is none is a fault."""
        import polars as pl

        if self.has(field) and self.raw[field].dtype in (pl.Date, pl.Datetime):
            return self.raw[field].cast(pl.Date).alias(field)
        text = self.text(field)
        read = cells.mapped(text, cells.day, pl.Date)
        self.fault(text.is_not_null() & read.is_null(), field, "a day such as 2024-11-18, or nothing")
        return read.alias(field)

    def numbers(self, field: str) -> tuple[pl.Series, pl.Series]:
        """A column of numbers, and the units that stand behind them in their cells; what is no number is a fault."""
        import polars as pl

        none = pl.repeat(None, len(self), dtype=pl.String, eager=True)
        if not self.has(field):
            return pl.repeat(None, len(self), dtype=pl.Float64, eager=True).alias(field), none
        raw = self.raw[field]
        if raw.dtype.is_numeric():
            value = raw.cast(pl.Float64)
            # Not-a-number is how some programs write "nothing".
            value = value.set(value.is_nan(), None)
            self.fault(value.is_infinite(), field, "a number, or nothing")
            return self._of_size(value, field), none
        text = self.text(field)
        value = text.cast(pl.Float64, strict=False)
        value = value.set(~value.is_finite(), None)
        rest = text.set(value.is_not_null(), None)
        number = cells.mapped(rest, lambda t: (cells.number(t) or (None,))[0], pl.Float64)
        unit = cells.mapped(rest, lambda t: (cells.number(t) or (None, None))[1], pl.String)
        value = value.fill_null(number)
        self.fault(text.is_not_null() & value.is_null(), field, "one number, alone or with its unit (218.6, 218.6亿元)")
        column = self.head.fields[field]
        filled = [row for row, at in self.grid.filled if at == column]
        if filled:
            mask = self.rows.is_in(filled) & value.is_not_null()
            self.fault(mask, field, "a number in a cell of its own (this one is merged over several rows)")
        return self._of_size(value, field), unit

    def _of_size(self, value: pl.Series, field: str) -> pl.Series:
        """A column of numbers; one that is too large to be any amount, and would count as nothing, is a fault."""
        self.fault(value.is_finite() & (value.abs() >= LARGEST), field, f"a number below {LARGEST:.0e}")
        return value.alias(field)


def _whole(column: pl.Series) -> bool:
    """Whether a column holds whole numbers as floats: an id 1.0 is 1."""
    if not column.dtype.is_float():
        return False
    kept = column.drop_nulls()
    return bool((kept == kept.round(0)).all()) and bool((kept.abs() < 1e15).all())


def _few(text: dict[str, pl.Expr], names: list[str]) -> pl.Expr:
    """Whether a row says one thing or two, however many cells are merged."""
    import polars as pl

    return pl.concat_list([text[name] for name in names]).list.drop_nulls().list.n_unique() <= 2


def _bare(label: str, grid: Grid) -> str:
    return label.split(" ", 1)[-1] if grid.letters else label


def _rows(rows: list[int]) -> str:
    return f"row {rows[0]} is" if len(rows) == 1 else f"rows {ranges(rows)} are"
