"""One document read: its articles, and in each its figures and tasks."""

from __future__ import annotations

from luoshi.reading.articles import Piece, split_articles
from luoshi.reading.figures import FigureReader, Found
from luoshi.reading.layout import Paragraph, paragraphs
from luoshi.reading.moods import Block, blocks
from luoshi.reading.sources.source import Source
from luoshi.reading.statements import Article, Document, Figure
from luoshi.reading.times import Clock, scan
from luoshi.reading.characters import simplify


def read_source(source: Source, place: str | None = None, date: str | None = None) -> Document:
    text = simplify(source.text)
    document = Document(source.name, source.text, place, date)
    clock = Clock.of(date)
    for number, piece in enumerate(split_articles(paragraphs(text)), 1):
        begin, end = piece.paragraphs[0].span()[0], piece.paragraphs[-1].span()[1]
        document.articles.append(Article(source.name, number, piece.title, piece.byline, piece.continues_from, piece.continued_on, (begin, end), piece.paragraphs[0].line))
        reader = FigureReader(clock)
        for block in blocks(piece.paragraphs, clock):
            times = scan(block.paragraph.text, clock, block.topic)
            for f in reader.read(block, times):
                p = block.paragraph
                n = f.number
                document.figures.append(Figure(source.name, number, p.text[f.start:f.end], p.text[n.start:n.end], f.value, f.value_to, f.unit, f.indicator, None, f.measure, f.comparator, f.role, f.strength, f.period, place, f.reference, block.section, p.span(f.start, f.end), p.span(n.start, n.end), 0))
    return document
