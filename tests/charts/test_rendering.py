from __future__ import annotations

import io
import json
import warnings
from pathlib import Path

import altair as alt
import pytest
from PIL import Image, ImageChops

from assessing.engines import Engine
from charts.invented import VERDICT_TYPES, board_rows
from luoshi import charts
from luoshi.charts import fonts


@pytest.fixture(scope="module")
def chart() -> alt.LayerChart:
    return charts.year_board(Engine("polars").frame(board_rows(), VERDICT_TYPES))


def title(text: str) -> alt.Chart:
    """A chart that is nothing but a word."""
    base = alt.Chart(alt.InlineData(values=[{}])).properties(width=40, height=40)
    return base.mark_text(text=text, fontSize=28, font=fonts.theme_named("light").font)


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("L")


def test_a_chart_is_the_same_each_time(chart: alt.LayerChart) -> None:
    again = charts.year_board(Engine("polars").frame(board_rows(), VERDICT_TYPES))
    assert charts.to_json(again) == charts.to_json(chart)
    assert charts.to_svg(again) == charts.to_svg(chart)
    assert charts.to_png(again) == charts.to_png(chart)


def test_the_specification_stands_for_itself(chart: alt.LayerChart) -> None:
    spec = json.loads(charts.to_json(chart))
    assert spec.pop("$schema").startswith("https://vega.github.io/schema/vega-lite/")
    assert "http" not in json.dumps(spec)
    assert '"url"' not in json.dumps(spec)


def test_svg_has_words_as_words_and_names_its_fonts(chart: alt.LayerChart) -> None:
    svg = charts.to_svg(chart)
    assert svg.startswith("<svg")
    assert "目标任务进度一览（2024年）" in svg
    assert "Noto Sans CJK SC" in svg
    assert "Microsoft YaHei" in svg
    assert 'aria-label="云岚县 地区生产总值 2024年3月 红灯 14.0%"' in svg


def test_scale_is_dots_a_pixel(chart: alt.LayerChart) -> None:
    small, large = picture(charts.to_png(chart, scale=1)), picture(charts.to_png(chart, scale=3))
    assert large.width == pytest.approx(3 * small.width, abs=3)


@pytest.mark.parametrize("suffix", [".svg", ".png", ".json", ".PNG"])
def test_save_writes_what_the_suffix_says(chart: alt.LayerChart, tmp_path: Path, suffix: str) -> None:
    out = charts.save(chart, tmp_path / f"一览{suffix}")
    head = {".svg": b"<svg", ".png": b"\x89PNG", ".json": b"{"}[suffix.lower()]
    assert out.read_bytes().startswith(head)
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_save_refuses_other_suffixes_and_missing_folders(chart: alt.LayerChart, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"board.gif: found the suffix '.gif', expected .svg, .png or .json"):
        charts.save(chart, tmp_path / "board.gif")
    with pytest.raises(FileNotFoundError, match="folder"):
        charts.save(chart, tmp_path / "none" / "board.svg")


def test_a_chart_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    out = tmp_path / "board.svg"
    out.write_text("before")
    broken = alt.Chart(alt.UrlData(url="https://example.org/data.csv")).mark_point().encode(x="a:Q")
    with pytest.raises(ValueError, match=r"(?i)url"):
        charts.save(broken, out)
    assert out.read_text() == "before"
    assert list(tmp_path.iterdir()) == [out]


def test_chinese_characters_are_drawn_and_not_boxes() -> None:
    """A missing character is an empty box or nothing, the same for every one: real ones all differ."""
    pictures = [picture(charts.to_png(title(character))) for character in "落实县督查红黄绿"]
    for number, one in enumerate(pictures):
        low, high = one.getextrema()
        assert (low, high) != (255, 255), "nothing was drawn"
        for other in pictures[:number]:
            assert one.size != other.size or ImageChops.difference(one, other).getbbox() is not None


def test_what_no_font_has_is_noticed() -> None:
    assert fonts.drawn_apart("落", "实")
    assert not fonts.drawn_apart("\U000f0000", "\U000f0001")


def test_without_a_chinese_font_there_is_a_warning_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_PROBE", ("\U000f0000", "\U000f0001"))
    with pytest.warns(charts.MissingFontWarning, match="apt install fonts-noto-cjk"):
        charts.to_png(title("落实"))
    with pytest.warns(charts.MissingFontWarning):
        charts.to_svg(title("落实"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        charts.to_png(title("plain"))


def test_fonts_of_a_folder_can_be_added(tmp_path: Path) -> None:
    charts.add_fonts(tmp_path)
    with pytest.raises(NotADirectoryError, match="expected a folder with fonts"):
        charts.add_fonts(tmp_path / "none")
