"""Words without any sign of Markdown are not searched for it: two thirds of a lesson's texts."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString

# Every inline pattern of `extensions.py` needs one of these; a test compares the results.
_SIGN = re.compile(rf"[\\`$\[<&*_=~{STX}]|  \n")
_AFTER_ALL_BLOCKS, _AFTER_INLINE = 20.5, 19.5  # the library's own inline processor has 20


class _WordsOnly(AtomicString):
    """A text that the inline processor passes over."""


class _Mark(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if type(element.text) is str and not _SIGN.search(element.text):
                element.text = _WordsOnly(element.text)
            if type(element.tail) is str and not _SIGN.search(element.tail):
                element.tail = _WordsOnly(element.tail)


class _Unmark(Treeprocessor):
    """Those that come after see plain texts, such as the one for abbreviations."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if type(element.text) is _WordsOnly:
                element.text = str(element.text)
            if type(element.tail) is _WordsOnly:
                element.tail = str(element.tail)


class WordsOnly(Extension):
    """Register the marks before and after the library's inline processor."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Add both tree processors."""
        md.treeprocessors.register(_Mark(md), "words-only", _AFTER_ALL_BLOCKS)
        md.treeprocessors.register(_Unmark(md), "words-only-end", _AFTER_INLINE)
