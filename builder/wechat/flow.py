"""The text of an article: sanitised HTML written again in the forms that WeChat keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from builder.i18n import translator
from builder.markup.resolve import resolve
from builder.wechat.boxes import admonition, definitions, folded, quote
from builder.wechat.code import code_block
from builder.wechat.files import Files
from builder.wechat.formulas import formula, is_display
from builder.wechat.inline import inline, linked
from builder.wechat.lists import items
from builder.wechat.nodes import (
    Node,
    children,
    element,
    has_class,
    is_blank,
    named,
    parsed,
    words,
    written,
)
from builder.wechat.notes import Notes
from builder.wechat.pictures import is_sign, picture
from builder.wechat.places import Place, Places
from builder.wechat.resolver import ArticleResolver
from builder.wechat.tables import table

_Form = Callable[[Node, "Flow"], str]
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DEEPEST = 5  # boxes in boxes; the editor cuts chains of elements alike (§7.4)
_AROUND = frozenset({"a", "b", "strong", "i", "em", "span", "u"})  # may hold a picture alone


class Flow:
    """
    Writes the pieces of one article.

    Args:
        page: File of the text, relative to `content/`: what its links count from.
        language: BCP 47 tag of the words that are ours.
        files: Takes the pictures and recordings that the text names.
        places: Of the school.

    Attributes:
        notes: Numbered through the article.
        lines: Id to line of the headings at which a lesson may be split.
        depth: How many boxes and items lie around what is being written.
        level: How many of them are items of lists.
    """

    def __init__(self, page: str, language: str, files: Files, places: Places) -> None:
        self.files = files
        self.notes = Notes()
        self.translate = translator(language)
        self.lines: Mapping[str, int] = {}
        self._page = page
        self._language = language
        self._places = places
        self._seen: set[str] = set()
        self._waiting: list[str] = []
        self._footnotes: dict[str, Node] = {}
        self._texts = 0
        self.depth = 0
        self.level = 0

    # Pieces of Markdown

    def text(self, html: str) -> str:
        """Blocks of one converted text or fragment, its own footnotes with it."""
        blocks = self.blocks(self._read(html))
        self._number_the_rest()
        return blocks

    def line(self, html: str) -> str:
        """A fragment as words in a line."""
        html_in_line = inline(self._read(html), self)
        self._number_the_rest()
        return html_in_line

    def is_line(self, html: str) -> bool:
        """Whether a fragment is nothing but words in a line."""
        return self.are_words(parsed(resolve(html, ArticleResolver(self._page))))

    def _read(self, html: str) -> list[Node]:
        """The nodes of a text, and its footnotes put aside."""
        nodes = parsed(resolve(html, ArticleResolver(self._page)))
        self._texts += 1  # footnotes of two texts have the same ids
        notes = [one for one in nodes if has_class(one, "footnote")]
        items = [item for note in notes for item in _numbered(note)]
        self._footnotes |= {f"{self._texts} {key}": item for key, item in items}
        return [one for one in nodes if not has_class(one, "footnote")]

    def _number_the_rest(self) -> None:
        """Number the footnotes that no word of the text named; they are read all the same."""
        for key in [one for one in self._footnotes if one.startswith(f"{self._texts} ")]:
            self.footnote(key.partition(" ")[2])

    # What forms ask for

    def are_words(self, nodes: Iterable[Node]) -> bool:
        """Whether nodes are nothing but words in a line."""
        return not any(map(self._is_block, nodes))

    def blocks(self, nodes: Iterable[Node], *, tight: bool = False) -> str:
        """
        HTML of blocks; words between them become paragraphs.

        Args:
            nodes: In order.
            tight: Leave words bare when there is nothing else.
        """
        nodes = list(nodes)
        if tight and self.are_words(nodes):
            return inline(nodes, self) + self.due()
        parts: list[str] = []
        for run in self._runs(nodes):
            parts += [run if isinstance(run, str) else self._block(run), self.due()]
        return "".join(parts)

    def boxed(self, nodes: Iterable[Node], name: str, title: str = "") -> str:
        """A box of the style sheet around blocks, unless too many lie around it already."""
        self.depth += 1
        inner = element("p", title, "title") + self.blocks(nodes)
        self.depth -= 1
        return element("section", inner, name) if self.depth < _DEEPEST else inner

    def item(self, nodes: Iterable[Node]) -> str:
        """What a list's item holds: bare words, or blocks."""
        self.depth, self.level = self.depth + 1, self.level + 1
        inner = self.blocks(nodes, tight=True)
        self.depth, self.level = self.depth - 1, self.level - 1
        return inner

    def is_new(self, meaning: str) -> bool:
        """Whether something is said for the first time in the article."""
        new = meaning not in self._seen
        self._seen.add(meaning)
        return new

    def place(self, target: str, text: str) -> Place:
        """Where a link leads."""
        return self._places.place(self._page, target, text, self._language)

    def footnote(self, name: str) -> str:
        """The number of a footnote of the text at hand."""
        key = f"{self._texts} {name}"
        known = key in self._footnotes
        return self.notes.mark(key, partial(self._note, self._texts, key)) if known else ""

    def wait_for(self, path: str) -> None:
        """Note a recording that staff insert below what is being written."""
        self._waiting.append(path)

    def due(self) -> str:
        """A line for each recording noted since, where it is to be inserted."""
        paths, self._waiting = self._waiting, []
        return "".join(element("p", self._placeholder(path), "audio") for path in paths)

    # Blocks

    def _note(self, text: int, key: str) -> str:
        """A footnote, in which numbers are those of its own text."""
        self._texts, later = text, self._texts
        html = self.blocks(children(self._footnotes[key]))
        self._texts = later
        return html

    def _placeholder(self, path: str) -> str:
        sound = self.files.sound(path)
        return written(self.translate("🎧 在此插入音频：") + sound.name) if sound else ""

    def _is_block(self, node: Node) -> bool:
        tag = node.tag or ""
        if tag == "img":
            image = self.files.image(named(node, "src"))
            return image is not None and not is_sign(image)
        return tag in _FORMS or is_display(node) or self._lone_picture(node) is not None

    def _lone_picture(self, node: Node) -> Node | None:
        """The picture that is all that a link or bold holds."""
        inner = [one for one in children(node) if not is_blank(one)] if node.tag in _AROUND else []
        if len(inner) != 1 or not self._is_block(inner[0]):
            return None
        return inner[0] if inner[0].tag == "img" else self._lone_picture(inner[0])

    def _runs(self, nodes: Iterable[Node]) -> Iterator[Node | str]:
        """Blocks, and paragraphs of the words between them."""
        run: list[Node] = []
        for node in nodes:
            if self._is_block(node):
                yield self._paragraph(run)
                run = []
                yield node
            else:
                run.append(node)
        yield self._paragraph(run)

    def _paragraph(self, run: list[Node]) -> str:
        if len([one for one in run if not is_blank(one)]) == 1 and run[-1].tag == "audio":
            label, self._waiting = written(words(run[-1])), [*self._waiting, named(run[-1], "src")]
            return element("p", f"<b>{label}</b>" if label else "")
        return element("p", inline(run, self).strip(" "))

    def _block(self, node: Node) -> str:
        if shown := self._lone_picture(node):
            return self._framed(shown, named(node, "href"))
        if node.tag == "img":
            return self._framed(node, "")
        if is_display(node):
            return element("p", formula(node, self), "formula")
        return _FORMS[node.tag or ""](node, self)

    def _framed(self, node: Node, target: str) -> str:
        """A picture with its title below, and the number of where a link around it leads."""
        caption = written(named(node, "title"))
        if target:
            caption = linked(caption, target, named(node, "alt"), self)
        name = "figure captioned" if caption else "figure"
        return element("p", picture(node, self), name) + element("p", caption, "caption")


def _numbered(footnotes: Node) -> Iterator[tuple[str, Node]]:
    for list_ in footnotes.css("ol > li"):
        if named(list_, "id").startswith("fn:"):
            yield named(list_, "id"), list_


def _paragraph(node: Node, flow: Flow) -> str:
    return flow.blocks(children(node))


def _heading(node: Node, flow: Flow) -> str:
    inner = inline(children(node), flow)
    if flow.depth:
        return element("p", inner, "title")
    level = node.tag if node.tag in {"h2", "h3"} else "h4"
    line = flow.lines.get(named(node, "id"), 0)
    marked = f' data-line="{line}"' if line else ""
    return f"<{level}{marked}>{inner}</{level}>" if inner else ""


def _rule(node: Node, flow: Flow) -> str:  # noqa: ARG001 - as every form
    return "<hr>"


def _division(node: Node, flow: Flow) -> str:
    return admonition(node, flow) if has_class(node, "admonition") else flow.blocks(children(node))


def _figure(node: Node, flow: Flow) -> str:
    captions = [one for one in children(node) if one.tag == "figcaption"]
    others = flow.blocks([one for one in children(node) if one.tag != "figcaption"])
    inside = (element("p", inline(children(one), flow), "caption") for one in captions)
    return others + "".join(inside)


_FORMS: Mapping[str, _Form] = {
    **dict.fromkeys(_HEADINGS, _heading),
    **dict.fromkeys(("p", "section", "caption", "li", "dd", "dt"), _paragraph),
    "ul": items,
    "ol": items,
    "dl": definitions,
    "blockquote": quote,
    "pre": code_block,
    "table": table,
    "hr": _rule,
    "figure": _figure,
    "figcaption": _paragraph,
    "div": _division,
    "details": folded,
    "summary": _paragraph,
}
