"""The sentences of the report's page, in both languages of staff."""

from __future__ import annotations

from collections.abc import Mapping

from builder.i18n import Said, StaffLanguage
from builder.report.changes import Changes
from builder.report.figures import growth, size

WORDS: Mapping[str, Said] = {
    "title": Said("What the lessons cost their readers", "每一课要花读者多少流量"),
    "staff": Said(
        "For staff; it is not published.",
        "给老师看的，不会发布。",
    ),
    "sum": Said(
        "{count} lessons. The lesson in the middle costs {middle}, the heaviest {most}. "
        "The whole site has {site}.",
        "共 {count} 课。排在中间的一课 {middle}，最重的一课 {most}。整个网站 {site}。",
    ),
    "yuan": Said(
        "Yuan: at {price} yuan a gigabyte of mobile data (data_price in school.yml).",
        "元：按每吉流量 {price} 元计算（school.yml 里的 data_price）。",
    ),
    "network": Said(
        "{network}: {rate} kbit/s, {trip} s a round trip.",
        "{network}：{rate} kbit/s，往返一次 {trip} 秒。",
    ),
    "seconds": Said(
        "Seconds: from the tap on the link until the text can be read, and until all pictures "
        "are there. Recordings are fetched only when they are played.",
        "秒：从点开链接到能读文字，再到图片全部出现。录音要点播放才下载。",
    ),
    "trend": Said("Since the last release", "和上次发布比"),
    "steps": Said(
        "{heavier} pages heavier, {lighter} lighter, {new} new, {removed} removed. "
        "Whole site: {site}.",
        "变重 {heavier} 页，变轻 {lighter} 页，新增 {new} 页，去掉 {removed} 页。"
        "整个网站：{site}。",
    ),
    "untold": Said(
        "There is nothing to compare with: nothing was published from this computer yet.",
        "没有可以比较的：这台电脑还没有发布过。",
    ),
    "lessons": Said("Lessons, the dearest first", "课文，最贵的排最前"),
    "none": Said("There are no lessons.", "还没有课文。"),
    "lesson": Said("lesson", "课文"),
    "page": Said("page", "页面"),
    "text": Said("text", "文字"),
    "pictures": Said("pictures", "图片"),
    "recordings": Said("recordings", "录音"),
    "all": Said("together", "合计"),
    "cost": Said("yuan", "元"),
    "since": Said("since release", "较上次发布"),
    "new": Said("new", "新"),
    "was": Said("before", "以前"),
    "now": Said("now", "现在"),
    "comma": Said(", ", "、"),
    "made": Said("as it was made", "原来"),
    "phone": Said("on the phone", "手机上"),
    "images": Said("Pictures, the heaviest first", "图片，最重的排最前"),
    "of": Said("{part} of {whole}", "原来 {whole} 的 {part}"),
    "in": Said("in {pages}", "用在 {pages}"),
    "more": Said("… and {count} more, each lighter.", "……还有 {count} 项，都更轻。"),
    "sounds": Said("Recordings, the heaviest first", "录音，最重的排最前"),
    "source": Said("file", "文件"),
    "length": Said("length", "时长"),
    "minute": Said("a minute", "每分钟"),
    "others": Said("Other pages", "其他页面"),
}


def say(language: StaffLanguage, name: str, **values: object) -> str:
    """A sentence of the report in one language, filled in."""
    return WORDS[name].filled(**values).in_language(language)


def trend_line(trend: Changes | None, language: StaffLanguage) -> str:
    """What grew since the last release, in one sentence."""
    if trend is None:
        return say(language, "untold")
    heavier = sum(one.difference > 0 for one in trend.changed)
    before, now = trend.before["site_bytes"], trend.totals["site_bytes"]
    change = growth(now - before, language)
    return say(
        language,
        "steps",
        heavier=heavier,
        lighter=len(trend.changed) - heavier,
        new=len(trend.new),
        removed=len(trend.removed),
        site=f"{size(before, language)} → {size(now, language)} ({change})",
    )
