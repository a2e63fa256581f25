"""Tables with a column a period: read column by column, each as a table of its own with the columns that all share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from luoshi.assessing.sources import table_titles
from luoshi.assessing.sources.faults import Fault
from luoshi.assessing.sources.grid import ROW
from luoshi.assessing.sources.headings import Role
from luoshi.assessing.sources.heads import Head
from luoshi.assessing.sources.period_heads import Said
from luoshi.vocabulary.period_words import period_word
from luoshi.vocabulary.periods import bounds, year_before

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from luoshi.assessing.sources.body import Body

# What a target has beside its value is of the period of the row.
_OWN = ("value_to", "baseline")


def by_column(body: Body, role: Role) -> list[Head]:
    """A head for every column of figures of a table; none where no column says a period.

    The year of 1月, and the month of 本月, is the row's where the table has a column for it, else what the title, the
    sheet or the file says; where none says it, that is a fault of the table. Columns in which nothing stands are left
    out; those whose heads leave open what they mean are not read, and told.
    """
    grid, head = body.grid, body.head
    if not head.periods:
        return []
    if "value" in head.fields:
        # A table with a column of figures is one of a row a figure: what stands beside it is told, and not read.
        _leave(head, head.periods)
        return []
    above = table_titles.titles(grid, head.last, head.fields.values())
    units = table_titles.units_of(above)
    heads: list[Head] = []
    for at, said in _understood(body, role, above).items():
        one = _of_one(head, at, said)
        one.title_units = () if said.growth or one.unit else units
        if "period" not in head.fields:
            one.base = said.words if said.dated else table_titles.base_of(said, above, grid.sheet or "", grid.file)
        heads.append(one)
    faults = [*head.faults, *_faults(body, heads)]
    for one in heads:
        one.faults = faults
    return heads


def _faults(body: Body, heads: Sequence[Head]) -> Iterator[Fault]:
    """The faults of a table whose columns take their year or month from a title or a name."""
    grid, row = body.grid, body.head.last or None
    titled = [head for head in heads if head.base is not None and head.said is not None and not head.said.dated]
    without = [head.labels[head.fields["value"]] for head in titled if not head.base]
    if without:
        expected = "their year or month: in a column 时期, in a title, in the name of the sheet or of the file"
        found = f"the heads {'、'.join(without)}"
        yield Fault(grid.file, grid.sheet, row, None, found, expected, whole=True)
    if len(titled) > len(without) and body.again is not None:
        expected = "one table on the sheet, as its title says the period"
        yield Fault(grid.file, grid.sheet, body.again, None, "the head again", expected, whole=True)


def _of_one(head: Head, at: int, said: Said) -> Head:
    """The head as that of one column of figures."""
    unit = head.periods[at].unit
    without = {"value", *_OWN}
    without |= {"unit"} if unit is not None or said.growth else set()
    # A status is of the figures, not of what they are held against.
    without |= {"status"} if said.compares else set()
    fields = {name: column for name, column in head.fields.items() if name not in without}
    if said.growth and "unit" in head.fields:
        # Of what is a percentage itself the growth may be in points.
        fields["unit_of"] = head.fields["unit"]
    return replace(head, fields={**fields, "value": at}, unit="%" if said.growth else unit, said=said)


def _understood(body: Body, role: Role, titles: Sequence[str]) -> dict[int, Said]:
    """The columns that hold anything, with what they say or take over from those beside them; the others are told."""
    head, empty = body.head, _empty(body)
    read = {at: one.said for at, one in head.periods.items() if _has_room(head, at)}
    figures = {at: said for at, said in read.items() if not said.compares}
    filled = {at: said for at, said in figures.items() if at not in empty}
    unread = set(empty)
    if role == "observations":
        unread |= _doubtful(body, filled, titles, compared=len(figures) < len(read))
    out: dict[int, Said] = {}
    for at, said in read.items():
        if at in unread:
            continue
        if not said.compares or head.periods[at].alone:
            out[at] = said
            continue
        leader = _beside(at, head, read, figures)
        if leader is not None and leader not in unread:
            own = figures.get(leader, Said(""))
            if not said.words or said.words == own.words:
                out[at] = replace(said, words=own.words, part=own.part)
    if not out and figures and not filled:
        # A form that nobody has filled in yet.
        out = dict(figures)
    _leave(head, [at for at in head.periods if at not in out and at not in empty])
    return out


def _leave(head: Head, columns: Iterable[int]) -> None:
    """Columns that say a period are not read: they are told with the others, in their order."""
    head.ignored += [head.labels[at] for at in columns]
    head.ignored.sort(key=list(head.labels.values()).index)


def _has_room(head: Head, at: int) -> bool:
    """Whether the other columns leave room for what a column says of its period."""
    said, unit = head.periods[at].said, head.periods[at].unit
    if said.growth and ("measure" in head.fields or unit not in (None, "%")):
        return False
    return not (said.dated and "period" in head.fields)


def _doubtful(body: Body, figures: Mapping[int, Said], titles: Sequence[str], *, compared: bool) -> set[int]:
    """The columns of figures of which the table leaves open what they are, or contradicts it.

    `compared`: whether others hold their growth, or the year before, so that they are amounts themselves.
    """
    head = body.head
    if not compared and table_titles.tells_no_levels(titles):
        return set(figures)
    out: set[int] = set()
    worded = {at for at, said in figures.items() if said.words}
    if "period" in head.fields and worded:
        # The rows say a year for 1月, and no month for 累计.
        out |= set(figures) - worded
    # Any year does, to hold heads without one against each other.
    periods = {at: bounds(figures[at].period("2024") or "2024") for at in worded if not figures[at].dated}
    years = {at for at in worded if (figures[at].period("2024") or "").isdigit()}
    if worded - years:
        # 全年 beside 1—10月 is the plan, or what is expected.
        out |= {at for at in years if not figures[at].dated}
    ends = [periods[at].end or 0 for at in sorted(set(periods) - out)]
    if ends not in (sorted(ends), sorted(ends, reverse=True)):
        # 11月, 12月, 1月: of two years.
        out |= set(periods)
    last = table_titles.end_of(titles, body.grid.sheet or "")
    if last is not None:
        # What lies behind the month of the title has not come.
        out |= {at for at, one in periods.items() if (one.end or 0) % 12 > last % 12}
    return out


def _beside(at: int, head: Head, read: Mapping[int, Said], figures: Mapping[int, Said]) -> int | None:
    """The column of figures whose growth, or year before, a column is; None where its place leaves that open.

    It is the one on the left, over others that are held against it too. Of 本月 and 累计 it is 累计, of a year and the
    one before it the later; of any other figures in a row nobody can say which.
    """
    left = at - 1
    while left in read and left not in figures:
        left -= 1
    if not figures and left in head.fields.values():
        # A table of growth alone.
        return left
    run = []
    while left in figures:
        run.append(left)
        left -= 1
    if len(run) == 2:
        later, earlier = figures[run[0]], figures[run[1]]
        if (earlier.part, later.part) == ("month", "to_date") and earlier.words == later.words:
            return run[0]
        if later.dated and earlier.dated and earlier.part == later.part:
            if year_before(later.words) == earlier.words:
                return run[0]
            if year_before(earlier.words) == later.words:
                return run[1]
    return run[0] if len(run) == 1 else None


def _empty(body: Body) -> set[int]:
    """The columns that say a period and in which nothing stands, but what is merged over several."""
    below, head, filled = body.figures, body.head, body.grid.filled
    merged = {at: [row for row, column in filled if column == at] for at in head.periods} if filled else {}
    out = set()
    for at in head.periods:
        cells = below[str(at)]
        some = cells.is_not_null() & (cells.is_not_nan() if cells.dtype.is_float() else True)
        if not (some & ~below[ROW].is_in(merged.get(at, []))).any():
            out.add(at)
    return out


def note(heads: list[Head], where: str) -> list[str]:
    """What is to be told of columns that say a period: how each is read, where its head alone does not say it."""
    said = []
    for head in heads:
        if head.said is not None:
            label = head.labels[head.fields["value"]]
            period = head.said.period(head.base) if head.base else None
            meaning = f"{period_word(period) or head.said.stretch}{head.said.kind}"
            said.append(label if label.endswith(meaning) else f"{label} = {meaning}")
    return [f"{where}: columns read by the period in their heads: {'、'.join(said)}"] if said else []
