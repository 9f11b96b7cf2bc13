"""A new school: a whole repository that builds with the installed package."""

from __future__ import annotations

from datetime import date, timedelta

from babel.core import get_global

from builder.scaffold.editor import editor_settings, schema_files
from builder.scaffold.filled import as_yaml, filled, template_set

FIRST_COURSE = "content/courses/first-steps"
_ZONE = "Asia/Shanghai"  # where the country of a language is not clear
_NOTICE, _TERM = timedelta(weeks=4), timedelta(weeks=8)


def school_files(name: str, language: str, today: date) -> dict[str, bytes]:
    """
    The files of a new school: content, settings of tools, README.

    Args:
        name: Of the school.
        language: BCP 47 tag; its texts where there are some, else English ones.
        today: The first class begins on a Monday, at least four weeks later.

    Returns:
        Path relative to the school's folder, and content.
    """
    start = today + _NOTICE
    start += timedelta(days=-start.weekday() % 7)
    values = {
        "name": as_yaml(name),
        "plain": name,
        "language": language,
        "zone": zone_of(language),
        "start": start.isoformat(),
        "end": (start + _TERM).isoformat(),
    }
    texts = template_set(language)
    files = dict(filled("school", values))
    files |= dict(filled(f"{texts}/school", values))
    example = filled(f"{texts}/example", values)
    files |= {f"{FIRST_COURSE}/{path}": data for path, data in example}
    return files | editor_settings() | schema_files()


def zone_of(language: str) -> str:
    """The time zone (IANA) of the country where a language is at home, if it has only one."""
    base = language.partition("-")[0].lower()
    territory = str(get_global("likely_subtags").get(base, "")).rpartition("_")[2]
    zones = get_global("territory_zones").get(territory, [])
    return str(zones[0]) if len(zones) == 1 else _ZONE
