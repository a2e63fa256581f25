from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.office.pages.printed import Mark, printed_lines

texts = st.text(alphabet="增长6%，\n 　县", max_size=60)


@given(texts, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6))
def test_every_character_is_there_once_and_in_its_line(text: str, spans: list[tuple[int, int]]) -> None:
    size = len(text)
    marks = [Mark(min(a, b, size), min(max(a, b), size), f"s{n}") for n, (a, b) in enumerate(spans)]
    written = {line["number"]: "".join(part["text"] for part in line["parts"]) for line in printed_lines(text, marks)}
    for number, line in enumerate(text.split("\n"), 1):
        assert written.get(number, "") == line.strip()


@given(texts, st.integers(0, 60), st.integers(0, 60))
def test_a_clause_is_marked_where_it_stands(text: str, one: int, other: int) -> None:
    start, end = sorted(min(at, len(text)) for at in (one, other))
    lines = printed_lines(text, [Mark(start, end, "s1")])
    marked = "".join(part["text"] for line in lines for part in line["parts"] if part.get("statement"))
    assert "".join(marked.split()) == "".join(text[start:end].split())


def test_the_shorter_of_two_clauses_is_shown() -> None:
    text = "投资增长7%以上，其中工业投资35亿元"
    long, short, value = Mark(0, len(text), "a"), Mark(9, len(text), "b"), Mark(15, 19, "b", value=True, settled=True)
    (line,) = printed_lines(text, [short, value, long])
    assert [(part["text"], part["statement"], part["css"]) for part in line["parts"]] == [
        ("投资增长7%以上，", "a", ""),
        ("其中工业投资", "b", ""),
        ("35亿元", "b", "value settled"),
    ]


def test_empty_lines_that_part_printed_lines_are_left_out() -> None:
    assert [line["number"] for line in printed_lines("一\n\n二\n\n三\n\n\n四", [])] == [1, 3, 5, 7, 8]
    assert [line["number"] for line in printed_lines("一\n二\n三\n\n四\n五", [])] == [1, 2, 3, 4, 5, 6]


def test_headlines_are_told() -> None:
    assert [line["headline"] for line in printed_lines("题\n文", [], headlines=(1,))] == [True, False]


@pytest.mark.parametrize("span", [(-1, 2), (0, 4), (2, 1)])
def test_a_span_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="s9"):
        printed_lines("三个字", [Mark(*span, "s9")])
