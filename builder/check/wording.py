"""Words that get a page or the school's whole domain blocked in WeChat (wechat.md 11.5)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from builder.check.wording_rules import Rule, any_signs, rules
from builder.load.files import read_text
from builder.load.limits import MAX_ALIKE
from builder.load.question_lines import read as read_line
from builder.markup.limits import MAX_BYTES
from builder.markup.source import code_lines
from builder.model.school import School
from builder.problems import Problem, Problems, Severity
from builder.shares import in_shares

_TITLE = re.compile(r"^(?:#{1,6}\s+|(?:title|name|标题)\s*[:：]\s*)(.+)$")
_VALUE = re.compile(r"^(\s*[\w-]+\s*[:：]\s*)([\"'])(.*)\2\s*$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?\w[^<>\n]{0,200}>")
_EMPHASIS = "*_`~"
_OPENING, _CLOSING = "“‘「『《", "”’」』》"
_STOPS = "。！？!?；;"
_HITS = 5  # of one pattern in one line that are looked at

# Whoever warns of such words may write them.
_WARNING = re.compile(
    "骗|诈|陷阱|套路|上当|诱导|传销|封号|违规|违反|举报|当心|警惕|谨防|提防|防止|别信|不要信|不可信|别理|不理|不要理|拉黑|别点|不要点|别转|不要转|"
    r"小心(?!错过)|\bscams?\b|\bbeware\b|\bfraud\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    "(?:别|不要|不能|不会|不必|不用|不许|不得|不应|不该|禁止|切勿|勿|莫|从不|绝不|没有|没|无需|不)"
    "(?!忘|错过|客气|犹豫|吝|妨)[^，。；！？,;!?]{0,10}$"
    r"|\b(?:never|not|don.t)\b[^.!?;]{0,24}$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    "[他她](?:们)?(?:说|让|叫|要|把)|有人|对方|群主|陌生人|网友|推销|中介|客人|老客|顾客|熟客|回头客|食客|怎样|怎么|如何"
)


def check_wording(school: School, files: Collection[str]) -> Iterator[Problem]:
    """
    Look through every text and every settings file of a school.

    Args:
        school: Loaded.
        files: Every file, relative to `content/`.
    """

    def look(paths: Sequence[str]) -> list[list[Problem]]:
        return [list(islice(_in_file(school.content, path), MAX_ALIKE)) for path in paths]

    texts = sorted(path for path in files if path.endswith((".md", ".yml")))
    yield from chain.from_iterable(in_shares(texts, look))


def _in_file(content: Path, path: str) -> Iterator[Problem]:
    text = read_text(content, path, MAX_BYTES, Problems())
    if text is None:
        return  # the loader has said why
    settings = path.endswith(".yml")
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    if not any_signs().search((text if settings else _plain(text)).casefold()):
        return
    lines = _shown(text, settings=settings)
    warns = any(_WARNING.search(one[1]) for line in lines[:30] if (one := _TITLE.match(line)))
    for number, line in enumerate(lines):
        folded = line.casefold()
        for rule in rules() if any_signs().search(folded) else ():
            if not rule.signs.search(folded):
                continue
            words = _words_of(rule, line)
            hit = _hit(rule, words) if words else None
            if hit is None:
                continue
            severity = _severity(rule, hit, line, _paragraph(lines, number), warns=warns)
            if severity:
                message = f"“{hit[0]}” {rule.reason}, for which WeChat blocks pages"
                code = f"wording-{rule.name}"
                yield Problem(f"content/{path}", number + 1, 1, severity, code, message, rule.mend)


def _shown(text: str, *, settings: bool) -> list[str]:
    """The lines without what no reader sees, as many as there are in the text."""
    # The quotes around a value are YAML's, nobody's words.
    lines = [_VALUE.sub(r"\1\3", line) for line in text.split("\n")]
    if settings:
        return ["" if line.lstrip().startswith("#") else line for line in lines]
    code = code_lines(lines)
    seen = ("" if index in code else line for index, line in enumerate(lines))
    return _plain("\n".join(seen)).split("\n")


def _plain(text: str) -> str:
    """The text without the marks that may stand within a word; its lines stay as many."""
    text = _TAG.sub("", text)
    for sign in _EMPHASIS:
        text = text.replace(sign, "")
    return text


def _words_of(rule: Rule, line: str) -> str:
    if not rule.titles:
        return line
    title = _TITLE.match(line)
    return title[1] if title else ""


def _hit(rule: Rule, words: str) -> re.Match[str] | None:
    """The first forbidden words in a line that nothing excuses."""
    for pattern in rule.patterns:
        for hit in islice(pattern.finditer(words), _HITS):
            sentence = _sentence(words, hit)
            excused = rule.unless.search(sentence) or _NOT.search(words[: hit.start()])
            if rule.needs.search(sentence) and not excused:
                return hit
    return None


def _sentence(words: str, hit: re.Match[str]) -> str:
    start = max(words.rfind(stop, 0, hit.start()) for stop in _STOPS) + 1
    ends = (words.find(stop, hit.end()) for stop in _STOPS)
    return words[start : min((end for end in ends if end >= 0), default=len(words))]


def _paragraph(lines: Sequence[str], number: int) -> str:
    first, last = number, number
    while first and lines[first - 1].strip() and number - first < MAX_ALIKE:
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].strip() and last - number < MAX_ALIKE:
        last += 1
    return "\n".join(lines[first : last + 1])


def _severity(
    rule: Rule, hit: re.Match[str], line: str, paragraph: str, *, warns: bool
) -> Severity | None:
    """The rule's own; less where somebody else may be speaking, none where a warning is given."""
    if _WARNING.search(paragraph) and not rule.titles:
        return None
    quoted = _is_quoted(hit)
    if warns and quoted:
        return None
    asked = read_line(line).shape in {"choice", "pair", "answer"}
    if warns or quoted or asked or _OTHERS.search(_sentence(hit.string, hit)):
        return "advice"
    return rule.severity


def _is_quoted(hit: re.Match[str]) -> bool:
    """Whether the words stand in quotes, or reach into them."""
    before = hit.string[: hit.start()]
    open_ones = (
        before.count(opening) > before.count(closing)
        for opening, closing in zip(_OPENING, _CLOSING, strict=True)
    )
    within = any(sign in hit[0] for sign in f'{_OPENING}{_CLOSING}"')
    return within or any(open_ones) or before.count('"') % 2 == 1
