"""The WeChat group at the end of an article."""

from __future__ import annotations

from datetime import date

from builder.i18n import day_name
from builder.model.course import Course
from builder.model.school import Settings
from builder.wechat.flow import Flow
from builder.wechat.nodes import element, written
from builder.wechat.pictures import code_to_scan


def group_html(course: Course, settings: Settings, flow: Flow, today: date, language: str) -> str:
    """
    HTML of the group's code, or of whom to ask once it has expired; "" without either.

    A course's own group comes before the school's. An article is read for
    years, so the code's last day and whom to ask stand beside it.
    """
    group = course.group or settings.group
    if group is None:
        return ""
    _ = flow.translate
    image = None if group.is_over(today) else flow.files.code(group.picture)
    if image:
        until = group.valid_until
        last = _("%s前有效。") % day_name(until, language, year=True) if until else ""
        asked = _("过期请联系 %s") % group.contact if group.contact else ""
        words = element("p", written(_("长按二维码进群。") + last + asked))
        inner = element("section", code_to_scan(image, _("学习群的二维码")) + words, "qr")
    else:
        inner = element("p", written(_("进群请联系 %s") % group.contact)) if group.contact else ""
    return element("h2", written(_("学习群"))) + inner if inner else ""
