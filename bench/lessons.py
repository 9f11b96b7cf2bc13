"""A school of many generated lessons, to measure builds with: `python -m bench.lessons DIR N`."""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path

from PIL import Image

LESSONS_A_COURSE = 60
_WORDS = re.findall(
    r"\w+",
    "我们 学习 记账 工作 城市 老乡 收入 支出 合同 工资 每天 晚上 手机 照片 朋友 老板 "
    "市场 顾客 价格 利润 成本 房租 水电 货物 账本 数字 月底 加总 计算 清楚 安全 健康 "
    "说话 练习 问题 回答 方法 步骤 注意 重要 简单 常见 错误 例子 故事 经验 时间 地方",
)


def sentence(chance: random.Random, least: int, most: int) -> str:
    """A sentence of Chinese words, its length in characters about between the two."""
    wanted = chance.randint(least, most)
    words: list[str] = []
    while sum(map(len, words)) < wanted:
        words.append(chance.choice(_WORDS))
    half = len(words) // 2
    return f"{''.join(words[:half])}，{''.join(words[half:])}。"


def paragraph(chance: random.Random) -> str:
    """Three to five sentences."""
    return "".join(sentence(chance, 15, 30) for _ in range(chance.randint(3, 5)))


def lesson(number: int, *, edition: int = 0) -> str:
    """The Markdown of one lesson: 600 to 1,200 characters, a list, a table, a note, tasks."""
    chance = random.Random(number * 1_000 + edition)
    title = sentence(chance, 6, 10)[:12].strip("，。")
    items = "\n".join(f"- {sentence(chance, 8, 16)}" for _ in range(4))
    rows = "\n".join(
        f"| {chance.choice(_WORDS)} | {chance.randint(1, 9_999)} | {chance.choice(_WORDS)} |"
        for _ in range(4)
    )
    tasks = "\n".join(f"- [{chance.choice(' x')}] {sentence(chance, 8, 14)}" for _ in range(3))
    texts = "\n\n".join(paragraph(chance) for _ in range(chance.randint(2, 5)))
    return f"""---
title: 第{number}课 {title}
summary: {sentence(chance, 12, 24)}
week: {number % LESSONS_A_COURSE // 5 + 1}
---

{paragraph(chance)}

## {chance.choice(_WORDS)}{chance.choice(_WORDS)}

![记账的本子](picture.png)

{texts}

{items}

## {chance.choice(_WORDS)}和{chance.choice(_WORDS)}

| 项目 | 数 | 说明 |
| --- | --- | --- |
{rows}

!!! note "{chance.choice(_WORDS)}"
    {sentence(chance, 20, 40)}

{paragraph(chance)}

{tasks}
"""


def school(root: Path, lessons: int) -> list[Path]:
    """Write a school of so many lessons, sixty to a course; returns the lessons' files."""
    content = root / "content"
    content.mkdir(parents=True, exist_ok=True)
    (content / "school.yml").write_text(
        "name: 学堂\nadvice_off: [question-none]\n", encoding="utf-8"
    )
    files: list[Path] = []
    for number in range(lessons):
        course, at = divmod(number, LESSONS_A_COURSE)
        folder = content / "courses" / f"course-{course:03}"
        if not at:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "course.yml").write_text(
                f"title: 课程{course}\nsummary: 一门课。\nweeks: 12\n", encoding="utf-8"
            )
            Image.new("RGB", (240, 160), (course * 7 % 256, 90, 160)).save(folder / "picture.png")
        file = folder / f"{at + 1:02}-lesson.md"
        file.write_text(lesson(number), encoding="utf-8")
        files.append(file)
    return files


def main() -> None:
    """Write the school."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("lessons", type=int)
    given = parser.parse_args()
    school(given.folder, given.lessons)


if __name__ == "__main__":
    main()
