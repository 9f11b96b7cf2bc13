"""The WeChat group at the end of an article."""

from __future__ import annotations

from datetime import date

from builder.model.course import Course
from builder.model.school import Settings
from builder.model.wechat import Group
from builder.wechat.flow import Flow
from builder.wechat.nodes import element, written
from builder.wechat.pictures import code_to_scan


def group_html(course: Course, settings: Settings, flow: Flow, today: date) -> str:
    """
    HTML of the group's code, or of whom to ask once it has expired; "" without either.

    A course's own group comes before the school's.
    """
    group = course.group or settings.group
    if group is None:
        return ""
    image = flow.files.image(group.picture) if not has_expired(group, today) else None
    if image:
        asked = flow.translate("长按二维码，进学习群")
        shown = code_to_scan(image, flow.translate("二维码")) + element("p", written(asked))
        return _heading(flow) + element("section", shown, "qr")
    if not group.contact:
        return ""
    return _heading(flow) + element(
        "p", written(flow.translate("想进群，请联系：") + group.contact)
    )


def has_expired(group: Group, today: date) -> bool:
    """Whether a group's code can no longer be scanned."""
    return group.valid_until is not None and group.valid_until < today


def _heading(flow: Flow) -> str:
    return element("h2", written(flow.translate("学习群")))
