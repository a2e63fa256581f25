"""Trains the small model that tells review from plan, from work reports whose chapters say which they are.

    python tools/train_mood_model.py REPORTS... -o src/luoshi/reading/mood_model.json

REPORTS are whole work reports as text. Chapters whose headings say 回顾, 总结, 成绩 give the sentences of the past,
those with 目标任务, 工作安排, 重点工作 the plan's. Features are pairs of characters, a sentence's first and last
ones, with all numbers made one; the model is a logistic regression. It needs scikit-learn, which the package
does not. Prints the accuracy with each report left out in turn.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from luoshi.reading.articles import split_articles
from luoshi.reading.characters import simplify
from luoshi.reading.layout import paragraphs
from luoshi.reading.mood_model import features
from luoshi.reading.moods import sentences

PAST = re.compile(r"回顾|总结|成就|成绩")
PLAN = re.compile(r"目标任务|工作安排|重点工作|主要任务|主要工作|自身建设|治理效能|总体要求|主要目标|主要考虑")
NEITHER = re.compile(r"困难|问题|感谢|敬意|各位代表")
ROUNDED = 2


def examples(path: Path) -> list[tuple[str, int]]:
    """The sentences of one report with 1 for the plan and 0 for the past."""
    out: list[tuple[str, int]] = []
    for piece in split_articles(paragraphs(simplify(path.read_text(encoding="utf-8")))):
        label: int | None = None
        for p in piece.paragraphs:
            if p.kind == "heading" and p.level == 1:
                past, plan = bool(PAST.search(p.text)), bool(PLAN.search(p.text))
                label = 0 if past and not plan else 1 if plan and not past else None
            elif p.kind == "body" and label is not None and not NEITHER.search(p.text[:60]):
                out.extend((p.text[s.start : s.end], label) for s in sentences(p.text) if s.end - s.start >= 8)
    return out


def fit(data: list[tuple[str, int]], strength: float = 0.3, least: int = 6) -> dict[str, float]:
    """Weights by feature; the intercept under the empty feature."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts = Counter(f for text, _ in data for f in features(text))
    rows = [{f: 1 for f in features(text) if counts[f] >= least} for text, _ in data]
    vectorizer = DictVectorizer()
    model = LogisticRegression(C=strength, max_iter=1000).fit(vectorizer.fit_transform(rows), [y for _, y in data])
    names = vectorizer.get_feature_names_out()
    weights = {n: round(float(w), ROUNDED) for n, w in zip(names, model.coef_[0], strict=True)}
    return {"": round(float(model.intercept_[0]), ROUNDED)} | {n: w for n, w in sorted(weights.items()) if w}


def score(weights: dict[str, float], text: str) -> float:
    """The log-odds that a sentence is of the plan."""
    return weights[""] + sum(weights.get(f, 0.0) for f in features(text))


def main() -> None:
    """Trains and writes the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    by_report = {path.name: examples(path) for path in arguments.reports}
    for left_out, held in by_report.items():
        weights = fit([e for name, es in by_report.items() if name != left_out for e in es])
        right = sum((score(weights, text) > 0) == bool(y) for text, y in held)
        print(f"{left_out}: {right}/{len(held)} = {right / max(1, len(held)):.3f}")
    weights = fit([e for es in by_report.values() for e in es])
    arguments.output.write_text(json.dumps(weights, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights to {arguments.output}")


if __name__ == "__main__":
    main()
