"""`content/school.yml` becomes Settings; everything in it has a default."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from builder.i18n import translator
from builder.load.advice_off import read_advice_off
from builder.load.files import read_text
from builder.load.groups import read_group
from builder.load.key_media import MediaKeys
from builder.load.limits import MAX_ALIKE, MAX_YAML
from builder.load.schema import BUDGETS, SCHOOL, Keys, checked
from builder.load.wechat import read_wechat
from builder.load.yaml import Value, load_mapping
from builder.model.school import Settings
from builder.problems import Problems

_PLACE = "content/school.yml"
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")


def read_settings(
    content: Path, files: Collection[str], courses: Collection[str], problems: Problems
) -> Settings:
    """
    Read `school.yml`.

    Args:
        content: The folder `content/`.
        files: Every file, relative to it.
        courses: Folders of courses, whose first parts are the tracks.
        problems: Takes what is wrong.
    """
    if "school.yml" not in files:
        return Settings(tracks=_usual_tracks(Settings().language))
    text = read_text(content, "school.yml", MAX_YAML, problems, leaves_out=False)
    found = load_mapping(text, _PLACE, problems, leaves_out=False) if text is not None else None
    keys = checked(found or {}, SCHOOL, _PLACE, problems)
    default = Settings()
    language = read_language(keys, _PLACE, problems) or default.language
    media = MediaKeys(files, problems)
    budgets = checked(keys.get("budgets", {}), BUDGETS, _PLACE, problems)
    base_url = _base_url(keys, problems)
    wechat = read_wechat(content, keys, media, problems)
    if wechat.signer and not base_url:
        message = "signer does nothing as long as the school has no public address"
        mend = "write base_url: and the address"
        problems.add(_PLACE, keys.lines["wechat"], "signer-base", message, mend, severity="advice")
    return Settings(
        name=keys.get("name") or default.name,
        summary=keys.get("summary"),
        language=language,
        base_url=base_url,
        tracks=_tracks(keys.get("tracks", {}), language, courses, problems),
        page_budget=budgets.get("page", None),
        data_price=keys.get("data_price", default.data_price),
        partial=bool(keys.get("partial", False)),
        wechat=wechat,
        group=read_group("school.yml", keys, media, problems),
        advice_off=read_advice_off(keys, _PLACE, problems),
    )


def is_language(tag: str) -> bool:
    """Whether a text is a BCP 47 tag, as far as we use them."""
    return bool(_LANGUAGE.match(tag))


def read_language(keys: Keys, path: str, problems: Problems) -> str:
    """The key `language`, or "" when it is missing or no BCP 47 tag."""
    language = str(keys.get("language"))
    if not language or is_language(language):
        return language
    message = f"language should be a tag, not {language}"
    mend = "write zh-CN for Chinese, en for English"
    problems.add(path, keys.lines["language"], "key-value", message, mend)
    return ""


def _base_url(keys: Keys, problems: Problems) -> str:
    url = str(keys.get("base_url"))
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and parts.hostname and not re.search(r"\s", url)
    except ValueError:
        good = False
    if good and not parts.query and not parts.fragment:
        return f"{url.rstrip('/')}/"
    message = f"base_url {url} is no public address"
    mend = "write it whole: https://example.org/"
    problems.add(_PLACE, keys.lines["base_url"], "key-value", message, mend)
    return ""


def _tracks(
    written: Mapping[str, Value], language: str, courses: Collection[str], problems: Problems
) -> dict[str, str]:
    """Folder to title: as written, then the usual ones."""
    titles: dict[str, str] = {}
    folders = {course.split("/")[0] for course in courses}
    for folder, value in written.items():
        if not isinstance(value.data, str):
            message = f"the title of the track {folder} should be words"
            problems.add(_PLACE, value.line, "key-type", message, f"write {folder}: its title")
            continue
        titles[folder] = value.data or folder
    for folder in [name for name in titles if name not in folders][:MAX_ALIKE]:
        _no_courses(folder, written[folder].line, folders, problems)
    usual = _usual_tracks(language)
    return titles | {folder: title for folder, title in usual.items() if folder not in titles}


def _usual_tracks(language: str) -> dict[str, str]:
    translate = translator(language)
    return {
        "courses": translate("基础课"),
        "business": translate("创业与经营"),
        "vocational": translate("职业技能"),
    }


def _no_courses(folder: str, line: int, folders: Collection[str], problems: Problems) -> None:
    near = difflib.get_close_matches(folder[:40], folders, n=1, cutoff=0.6)
    mend = f"did you mean {near[0]}?" if near else f"put a course into content/{folder}/"
    message = f"the track {folder} has no courses"
    problems.add(_PLACE, line, "track-empty", message, mend, severity="advice")
