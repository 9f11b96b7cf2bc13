"""Tabs become a stack of `<details>`: they open on any phone, without script or style."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class TabsToDetails(Treeprocessor):
    """Rewrite what pymdownx.tabbed makes: labels first, then blocks."""

    def run(self, root: Element) -> None:
        """Change every tab set in place; the first tab is open."""
        for group in [div for div in root.iter("div") if _has_class(div, "tabbed-set")]:
            labels = group.findall("div/label")
            blocks = [div for div in group.findall("div/div") if _has_class(div, "tabbed-block")]
            tail = group.tail
            group.clear()
            group.set("class", "tabs")
            group.tail = tail
            for label, block in zip(labels, blocks, strict=False):
                _append(group, label, block)


def _append(group: Element, label: Element, block: Element) -> None:
    details = SubElement(group, "details", {"class": "tab"})
    if len(group) == 1:
        details.set("open", "open")
    summary = SubElement(details, "summary")
    summary.text = label.text
    summary.extend(label)
    details.extend(block)


def _has_class(element: Element, name: str) -> bool:
    return name in element.get("class", "").split()


class Tabs(Extension):
    """Register `TabsToDetails` after inline patterns have run."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Add the tree processor."""
        md.treeprocessors.register(TabsToDetails(md), "tabs-to-details", 5)
