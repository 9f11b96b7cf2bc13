"""The keys of school.yml, course.yml and front matter, and what each may hold."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from builder.load.limits import MAX_ALIKE
from builder.load.yaml import Value
from builder.problems import Problems

Kind = Literal["text", "number", "flag", "list", "mapping", "parts"]

SCHOOL: Mapping[str, Kind] = {
    "name": "text",
    "summary": "text",
    "language": "text",
    "base_url": "text",
    "tracks": "mapping",
    "budgets": "mapping",
    "data_price": "number",
    "wechat": "mapping",
    "group": "mapping",
    "partial": "flag",
    "advice_off": "list",
}
COURSE: Mapping[str, Kind] = {
    "title": "text",
    "summary": "text",
    "language": "text",
    "weeks": "number",
    "level": "text",
    "skills": "list",
    "careers": "list",
    "instructors": "list",
    "mentors": "list",
    "cover": "text",
    "ends_with": "text",
    "next": "list",
    "group": "mapping",
}
LESSON: Mapping[str, Kind] = {
    "title": "text",
    "summary": "text",
    "week": "number",
    "minutes": "number",
    "audio": "text",
    "discuss": "text",
    "author": "text",
    "cover": "text",
    "draft": "flag",
    "was": "list",
    "translated": "text",
    "advice_off": "list",
}
EXAM: Mapping[str, Kind] = {
    "title": "text",
    "summary": "text",
    "pass": "text",
    "minutes": "number",
    "pin": "flag",
}
PAGE: Mapping[str, Kind] = {"title": "text", "summary": "text", "draft": "flag"}
# What a Markdown file is to the keys of its front matter; any other is a PAGE.
TEXTS: Mapping[str, Mapping[str, Kind]] = {"lesson": LESSON, "exam": EXAM}
SURVEY: Mapping[str, Kind] = {"title": "text", "summary": "text", "questions": "parts"}
SURVEY_QUESTION: Mapping[str, Kind] = {"ask": "text", "several": "flag", "choices": "parts"}
SURVEY_CHOICE: Mapping[str, Kind] = {"say": "text", "because": "text", "weights": "mapping"}
CERTIFICATES: Mapping[str, Kind] = {"keys": "parts", "revoked": "parts", "contact": "text"}
CERTIFICATE_KEY: Mapping[str, Kind] = {"key": "text", "since": "text"}
REVOKED: Mapping[str, Kind] = {"id": "text", "date": "text", "reason": "text"}
WECHAT: Mapping[str, Kind] = {
    "author": "text",
    "title_limit": "number",
    "content_limit": "number",
    "svg": "flag",
    "comments": "text",
    "style": "text",
    "signer": "text",
}
GROUP: Mapping[str, Kind] = {"qr": "text", "valid_until": "text", "contact": "text"}
CITY: Mapping[str, Kind] = {
    "title": "text",
    "summary": "text",
    "zone": "text",
    "place": "text",
    "partner": "text",
    "contact": "text",
    "group": "mapping",
    "holidays": "parts",
    "cohorts": "parts",
    "meetings": "parts",
    "events": "parts",
}
HOLIDAY: Mapping[str, Kind] = {"name": "text", "from": "text", "to": "text"}
COHORT: Mapping[str, Kind] = {
    "course": "text",
    "start": "text",
    "evenings": "list",
    "time": "text",
    "place": "text",
    "instructor": "text",
    "places_left": "text",
}
MEETING: Mapping[str, Kind] = {
    "title": "text",
    "course": "text",
    "day": "text",
    "time": "text",
    "from": "text",
    "to": "text",
    "place": "text",
}
EVENT: Mapping[str, Kind] = {
    "title": "text",
    "date": "text",
    "time": "text",
    "place": "text",
    "text": "text",
}
PERSON: Mapping[str, Kind] = {
    "name": "text",
    "role": "text",
    "work": "text",
    "city": "text",
    "words": "text",
    "photo": "text",
    "link": "text",
    "consent": "text",
    "agreed": "list",
}
COMPANY: Mapping[str, Kind] = {
    "title": "text",
    "summary": "text",
    "language": "text",
    "logo": "text",
    "address": "text",
    "contact": "text",
    "lessons": "parts",
    "exam": "text",
    "draft": "flag",
}
BUDGETS: Mapping[str, Kind] = {"page": "number"}

# What Chinese authors write for a key by habit; `difflib` cannot guess it.
_CHINESE = {
    "标题": "title",
    "题目": "title",
    "名称": "name",
    "摘要": "summary",
    "简介": "summary",
    "周": "week",
    "周数": "weeks",
    "分钟": "minutes",
    "音频": "audio",
    "录音": "audio",
    "讨论": "discuss",
    "作者": "author",
    "封面": "cover",
    "标志": "logo",
    "网址": "address",
    "课程": "lessons",
    "考试": "exam",
    "草稿": "draft",
    "语言": "language",
    "技能": "skills",
    "讲师": "instructors",
    "公众号": "wechat",
    "微信": "wechat",
    "留言": "comments",
    "评论": "comments",
    "样式": "style",
    "群": "group",
    "微信群": "group",
    "二维码": "qr",
    "群二维码": "qr",
    "有效期": "valid_until",
    "联系人": "contact",
    "联系": "contact",
    "及格": "pass",
    "及格分": "pass",
}
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_WANTED = {
    "text": ("words", "write words behind it; put them in quotes when they hold signs"),
    "number": ("a whole number from 1", "write digits only, such as 12"),
    "flag": ("true or false", "write true or false"),
    "list": ("a list of words", "write [one, two], or one to a line, each behind - "),
    "mapping": ("keys of its own", "write them below it, each indented by two blanks"),
    "parts": ("a list", "write each part below it, behind - and indented alike"),
}
_NESTED: Mapping[str, type] = {"mapping": dict, "parts": list}
_LIST_MARKS = re.compile(r"[,，、;；]")


@dataclass(frozen=True)
class Keys:
    """
    Checked keys of one file.

    Attributes:
        values: Key to `str`, `int`, `bool`, tuple of `str`, list or mapping
            of `Value`s; keys that were missing, empty or wrong are absent.
        lines: Every key that has a value, readable or not, to its line.
    """

    values: Mapping[str, Any]
    lines: Mapping[str, int]

    def get(self, key: str, default: Any = "") -> Any:
        """The value of a key, or `default`."""
        return self.values.get(key, default)


NO_KEYS = Keys({}, {})


def checked(
    found: Mapping[str, Value], schema: Mapping[str, Kind], path: str, problems: Problems
) -> Keys:
    """
    Keep the keys that the schema knows, converted; everything else is a problem.

    A key whose name is clear though wrong (`Title`, `标题`) is a problem and is
    read all the same.
    """
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    unknown = 0
    for written, value in found.items():
        key = meant(written, schema)
        if key != written and unknown < MAX_ALIKE:
            unknown += 1
            message, mend = _unknown(written, key, schema)
            problems.add(path, value.line, "key-unknown", message, mend)
        if not key or key in values:
            continue
        converted = _convert(value.data, schema[key])
        if converted == "":
            continue
        lines[key] = value.line
        if converted is None:
            wanted, mend = _WANTED[schema[key]]
            message = f"{key} should be {wanted}, not {_instead(value.data)}"
            problems.add(path, value.line, "key-type", message, mend)
        else:
            values[key] = converted
    return Keys(values, lines)


def meant(written: str, schema: Mapping[str, Kind]) -> str:
    """The key of the schema that is surely meant, or ""."""
    if written in schema:
        return written
    plain = unicodedata.normalize("NFKC", written).strip().lower().replace("-", "_")
    plain = _CHINESE.get(plain, plain)
    return plain if plain in schema else ""


def _unknown(written: str, key: str, schema: Mapping[str, Kind]) -> tuple[str, str]:
    if key:
        return f"the key {written} is written otherwise", f"write {key}"
    near = difflib.get_close_matches(written[:40].lower(), schema, n=1, cutoff=0.5)
    mend = f"did you mean {near[0]}?" if near else f"known keys are {', '.join(schema)}"
    return f"the key {written[:40]} is not known", mend


def _instead(data: Any) -> str:
    if isinstance(data, str):
        return data[:30]
    return "a list" if isinstance(data, list) else "keys of its own"


def _convert(data: Any, kind: Kind) -> Any:
    """The value as its key wants it, "" when it is empty; None when it is something else."""
    if data == "":
        return ""
    if kind == "list":
        return _list(data)
    if kind in _NESTED:
        return data if isinstance(data, _NESTED[kind]) else None
    if not isinstance(data, str):
        return None
    if kind == "flag":
        return _FLAGS.get(data.lower())
    return data if kind == "text" else _number(data)


def _number(text: str) -> int | None:
    return (int(text) or None) if re.fullmatch(r"\d{1,9}", text) else None


def _list(data: Any) -> tuple[str, ...] | None:
    if isinstance(data, str):
        return tuple(part.strip() for part in _LIST_MARKS.split(data) if part.strip())
    if isinstance(data, list) and all(isinstance(one.data, str) for one in data):
        return tuple(one.data for one in data if one.data)
    return None
