"""Exams made by chance, and what each answer must earn: told from the words, not from the code."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import ElementHandle, Page

KINDS = ("single", "multiple", "truefalse", "fill", "order", "match", "open")
WORDS = "米面油盐酱醋茶面包Ab9①Ｑé…？！"


@dataclass
class Made:
    """One made question: its number in the stem, its kind, its points, what is right."""

    number: int
    kind: str
    points: int
    right: Any
    shown: tuple[str, ...]

    def markdown(self) -> str:
        stem = f"### 题{self.number}号？（{self.points}分）\n"
        if self.kind == "fill":
            return stem + f"= {self.right}\n"
        if self.kind == "open":
            return stem + "> 参考：言之有理。\n"
        if self.kind == "order":
            return stem + "".join(f"{at}. {one}\n" for at, one in enumerate(self.shown, 1))
        if self.kind == "match":
            left, extra = self.right, self.shown[len(self.right) :]
            lines = [f"- {one} :: {two}\n" for one, two in left.items()]
            return stem + "".join(lines) + "".join(f"- :: {one}\n" for one in extra)
        ticks = "".join(f"- [{'x' if one in self.right else ' '}] {one}\n" for one in self.shown)
        return stem + ticks


class Maker:
    """Makes exams from a seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._numbers = itertools.count(1)

    def questions(self, count: int) -> list[Made]:
        kinds = [*KINDS, *self._chance.choices(KINDS, k=count)][:count]
        self._chance.shuffle(kinds)
        return [self._made(kind) for kind in kinds]

    def _words(self, count: int) -> tuple[str, ...]:
        chance = self._chance
        return tuple(f"{at}{''.join(chance.choices(WORDS, k=3))}词" for at in range(count))

    def _made(self, kind: str) -> Made:
        chance, number = self._chance, next(self._numbers)
        points = chance.randint(1, 5)
        words = tuple(chance.sample(self._words(6), chance.randint(2, 5)))
        if kind == "truefalse":
            return Made(number, kind, points, {chance.choice("对错")}, ("对", "错"))
        if kind == "fill":
            return Made(number, kind, points, str(chance.randint(10, 9999)), ())
        if kind == "match":
            lefts = [f"左{one}" for one in words]
            extra = tuple(f"多{one}" for one in self._words(chance.randint(0, 2)))
            return Made(number, kind, points, dict(zip(lefts, words, strict=True)), words + extra)
        if kind == "single":
            return Made(number, kind, points, {chance.choice(words)}, words)
        if kind == "multiple":
            words = tuple(chance.sample(self._words(6), chance.randint(3, 5)))
            return Made(number, kind, points, set(chance.sample(words, 2)), words)
        return Made(number, kind, points, words, words if kind == "order" else ())

    def answer(self, page: Page, made: list[Made]) -> float:
        """Answer what the page shows, some wrong, some not at all; the points that this earns."""
        by_number = {f"题{one.number}号": one for one in made}
        earned = 0.0
        for block in page.query_selector_all("#exam .q:not([hidden])"):
            heading = block.query_selector("h3")
            assert heading
            words = heading.inner_text()
            one = next(one for name, one in by_number.items() if name in words)
            if self._chance.random() > 0.12:
                earned += self._give(block, one)
        return round(earned, 2)

    def _give(self, block: ElementHandle, one: Made) -> float:
        good = self._chance.random() < 0.6
        if one.kind == "fill":
            return self._fill(block, one, good=good)
        if one.kind == "open":
            block.query_selector("textarea").fill("我这样想：\n先记，再算 | 最后 ①看")  # type: ignore[union-attr]
            return 0
        if one.kind == "order":
            return self._order(block, one, good=good)
        if one.kind == "match":
            return self._match(block, one, good=good)
        return self._tick(block, one, good=good)

    def _fill(self, block: ElementHandle, one: Made, *, good: bool) -> float:
        wide = "".join(chr(ord(digit) + 0xFEE0) for digit in one.right)
        text = self._chance.choice([one.right, f" {wide} "]) if good else f"{one.right}7, 大约"
        block.query_selector("input").fill(text)  # type: ignore[union-attr]
        return one.points if good else 0

    def _tick(self, block: ElementHandle, one: Made, *, good: bool) -> float:
        boxes = {
            label.inner_text().strip(): label.query_selector("input")
            for label in block.query_selector_all("label")
        }
        assert set(boxes) == set(one.shown)
        if good:
            chosen = set(one.right)
        else:
            size = 1 if one.kind != "multiple" else self._chance.randint(1, len(one.shown))
            chosen = set(self._chance.sample(one.shown, size))
        for word in chosen:
            boxes[word].check()  # type: ignore[union-attr]
        return one.points if chosen == one.right else 0

    def _order(self, block: ElementHandle, one: Made, *, good: bool) -> float:
        given = list(one.right)
        if not good:
            self._chance.shuffle(given)
        for label in block.query_selector_all("label"):
            word = next(word for word in given if label.inner_text().endswith(word))
            label.query_selector("select").select_option(str(given.index(word) + 1))  # type: ignore[union-attr]
        return one.points if tuple(given) == one.right else 0

    def _match(self, block: ElementHandle, one: Made, *, good: bool) -> float:
        hits = 0
        for item in block.query_selector_all("ul > li"):
            left = next(left for left in one.right if item.inner_text().startswith(left))
            chosen = one.right[left] if good else self._chance.choice(one.shown)
            item.query_selector("select").select_option(label=chosen)  # type: ignore[union-attr]
            hits += chosen == one.right[left]
        return round(one.points * hits / len(one.right), 2)
