"""The words of the phone frame, in both languages of staff."""

from __future__ import annotations

from collections.abc import Mapping

from builder.i18n import Said, StaffLanguage

WORDS: Mapping[str, Said] = {
    "name": Said("Phone preview", "手机预览"),
    "web": Said("Web page", "网页"),
    "article": Said("WeChat article", "公众号文章"),
    "phone": Said("The page on a phone", "手机上的样子"),
    "waiting": Said("One moment …", "请稍等……"),
    "stopped": Said(
        "The preview has ended. Run renlearn serve again.",
        "预览已经停了。请再运行一次 renlearn serve。",
    ),
    "frame_only": Said("It works with JavaScript only.", "要打开 JavaScript 才能用。"),
    "no_page": Said("There is no such page.", "没有这一页。"),
    "draft": Said(
        "Draft: you see it here; no build has it. Delete the line draft: true when it is done.",
        "草稿：只有这里看得到，不会发布。写好以后删掉 draft: true 这一行。",
    ),
    "left_out": Said(
        "This page is missing on the phone until its errors are mended.",
        "改好错误以前，手机上没有这一页。",
    ),
    "fault": Said("Your last save could not be shown", "上次保存后没能生成页面"),
    "mend": Said("To mend", "要改的地方"),
    "article_mend": Said("To mend for WeChat", "公众号文章要改的地方"),
    "checking": Said("checking …", "正在检查……"),
    "good": Said("Nothing to mend here.", "这里没有要改的。"),
    "line": Said("line {line}", "第 {line} 行"),
    "advice": Said("advice", "建议"),
    "others": Said("{count} more in other files", "别的文件里还有 {count} 处"),
    "weight": Said("Weight", "流量"),
    "opens": Said("To open this page: {size}", "打开这一页：{size}"),
    "parts": Said("text {text}, pictures {pictures}", "文字 {text}，图片 {pictures}"),
    "heard": Said(
        "Recordings: {size}, only when they are played.", "录音：{size}，点了播放才下载。"
    ),
    "over": Said(
        "The page has {bytes} bytes more than its words alone; {most} are allowed.",
        "网页比纯文字多 {bytes} 字节，最多 {most}。",
    ),
    "budget": Said(
        "The page has {bytes} bytes; {most} are allowed (budgets: page in school.yml).",
        "网页有 {bytes} 字节，最多 {most}（school.yml 里的 budgets: page）。",
    ),
    "network": Said("Network", "网络"),
    "read": Said("can be read after", "多久能读"),
    "seen": Said("with its pictures", "图片也到齐"),
    "played": Said("with its recordings", "录音也到齐"),
    "rates": Said("From the tap on the link. {rates}.", "从点开链接算起。{rates}。"),
    "rate": Said("{name}: {rate} kbit/s", "{name}：{rate} kbit/s"),
    "pictures": Said("Pictures", "图片"),
    "before": Said("Yours: {size}", "原图：{size}"),
    "after": Said("On the phone: {size}", "手机上：{size}"),
    "recordings": Said("Recordings", "录音"),
    "heard_before": Said("Yours: {size}", "原来的：{size}"),
    "heard_after": Said("On the phone: {size}, {time}", "手机上：{size}，{time}"),
    "files": Said("All files", "全部文件"),
    "width": Said("{width} px wide", "宽 {width} 像素"),
    "rate_of": Said("{rate} kbit/s", "{rate} kbit/s"),
    "counts": Said("What WeChat counts", "公众号的限制"),
    "count_title": Said("Title", "标题"),
    "count_author": Said("Author", "作者"),
    "count_digest": Said("Summary", "摘要"),
    "count_content": Said("Text with its styles", "正文（带格式）"),
    "characters": Said("{count} of {most} characters", "{count} / {most} 字符"),
    "lessons_only": Said(
        "Only lessons become WeChat articles. Open a lesson.",
        "只有课文会做成公众号文章。请打开一课。",
    ),
    "no_article": Said("This article cannot be made.", "这篇文章做不出来。"),
}


def say(language: StaffLanguage, key: str, **values: object) -> str:
    """One of the words with its `{names}` filled in."""
    return WORDS[key].filled(**values).in_language(language)
