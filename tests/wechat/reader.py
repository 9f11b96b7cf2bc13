"""What a reader of an article sees, in a real browser at the width of a phone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page, Route
from selectolax.lexbor import LexborHTMLParser

from builder import wechat_limits as limits
from builder.wechat.measured import SHELL

PHONE = 375  # CSS px
HOST = "https://mmbiz.qpic.cn/"
_SOURCE = re.compile(r'(?<=src=")images/([^"]+)(?=")')
_ANY_SOURCE = re.compile(r' src="[^"]*"')
# What the reader's eye takes in: lines of text, pictures in their order; in drawings the words
# that nothing covers, after a tap on what opens by one.
_SEEN = """async html => {
  const article = document.getElementById("article");
  article.innerHTML = html;
  const images = [...article.querySelectorAll("img")];
  await Promise.all(images.map(image => image.decode().catch(() => {})));
  const taps = [...article.querySelectorAll("animate[begin*=click]")];
  taps.forEach(one => one.previousElementSibling.dispatchEvent(
    new MouseEvent("click", { bubbles: true })));
  // Their end, without waiting for it.
  for (const svg of new Set(taps.map(one => one.ownerSVGElement))) {
    svg.setCurrentTime(svg.getCurrentTime() + 60);
  }
  const isOpaque = one => {
    let opacity = 1;
    for (; one.closest("svg"); one = one.parentElement) opacity *= getComputedStyle(one).opacity;
    return opacity > 0.5;
  };
  const covers = (one, text) => {
    const above = one.getBoundingClientRect(), below = text.getBoundingClientRect();
    const follows = text.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
    return follows && isOpaque(one) && above.left <= below.left && above.right >= below.right
      && above.top <= below.top && above.bottom >= below.bottom;
  };
  const drawn = [...article.querySelectorAll("svg text")].filter(text => isOpaque(text)
    && ![...text.closest("svg").querySelectorAll("rect,circle,path")].some(
      one => covers(one, text)));
  return {
    text: article.innerText, drawn: drawn.map(text => text.textContent),
    height: article.offsetHeight,
    pictures: images.map(image =>
      [image.alt, image.naturalWidth, image.naturalHeight, image.offsetWidth]),
  };
}"""


_PATIENCE = 180_000  # ms: a long article on a busy machine


@dataclass(frozen=True)
class Bundle:
    """An article as it was built, and as it is sent: its pictures at WeChat's addresses."""

    folder: Path
    facts: dict[str, Any]
    built: str

    @cached_property
    def sent(self) -> str:
        return _SOURCE.sub(lambda found: address(found[1]), self.built)

    @cached_property
    def pasted(self) -> str:
        """What the preview lays on the clipboard, its pictures in it."""
        page = LexborHTMLParser((self.folder / "preview.html").read_text(encoding="utf-8"))
        light = page.css_first("#light")
        assert light
        return light.inner_html or ""

    @property
    def addresses(self) -> list[str]:
        return [address(Path(one["file"]).name) for one in self.facts["images"]]

    @property
    def files(self) -> Mapping[str, Path]:
        files = (self.folder / one["file"] for one in self.facts["images"])
        return {address(file.name): file for file in files}


def bundles(folder: Path) -> list[Bundle]:
    """Every article below a folder."""
    return [
        Bundle(
            file.parent,
            json.loads(file.read_text(encoding="utf-8")),
            file.with_name("article.html").read_text(encoding="utf-8"),
        )
        for file in sorted(folder.rglob("article.json"))
    ]


def unsourced(html: str) -> str:
    """HTML whose pictures have no address, to compare what comes from different places."""
    return _ANY_SOURCE.sub("", html)


def address(name: str) -> str:
    """An address such as an upload is given, as long as those are."""
    start, end = f"{HOST}mmbiz_jpg/", f"/{quote(name)}"
    return start + "0" * (limits.UPLOADED_URL - len(start) - len(end)) + end


@dataclass(frozen=True)
class View:
    """
    An article as it was seen.

    Attributes:
        lines: Of its text, without spaces at their ends; empty ones left out.
        pictures: Description, width, height and shown width of each, in their order.
        height: CSS px.
        picture: The whole article, grey.
    """

    lines: list[str]
    pictures: list[tuple[str, int, int, int]]
    height: int
    picture: Image.Image = field(repr=False)

    @property
    def broken(self) -> list[str]:
        """Descriptions of pictures that did not load."""
        return [alt for alt, width, *_ in self.pictures if not width]

    @property
    def characters(self) -> int:
        """That can be seen."""
        return sum(len("".join(line.split())) for line in self.lines)

    def difference(self, other: View) -> float:
        """The share of the pixels that look different, from 0 to 1."""
        size = PHONE, max(self.picture.height, other.picture.height)
        one, two = (_padded(view.picture, size) for view in (self, other))
        return float((np.abs(one - two) > 40).mean())


class Reader:
    """Opens articles one after the other in one page, with the pictures of their bundles."""

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context(viewport={"width": PHONE, "height": 50})
        self._files: dict[str, Path] = {}
        self._context.route("**/*", self._answer)
        self.page: Page = self._context.new_page()
        # A page without content of its own serves for the measurements.
        self.measuring: Page = self._context.new_page()

    def close(self) -> None:
        self._context.close()

    def see(self, html: str, files: Mapping[str, Path], *, photograph: bool = True) -> View:
        """
        Show an article and look at the whole of it.

        Args:
            html: The fragment.
            files: Of its pictures, by their addresses; there is no network.
            photograph: Whether the view is to be compared by its looks.
        """
        self._files.update(files)
        self.page.set_content(SHELL.format(limits.LIGHT_PAGE, limits.LIGHT_TEXT))
        found = self.page.evaluate(_SEEN, html)
        lines = [*_lines(found["text"]), *_lines("\n".join(found["drawn"]))]
        return View(
            lines,
            [(alt, width, height, shown) for alt, width, height, shown in found["pictures"]],
            found["height"],
            self._photograph() if photograph else Image.new("L", (1, 1)),
        )

    def _photograph(self) -> Image.Image:
        return Image.open(BytesIO(self.page.screenshot(full_page=True, timeout=_PATIENCE))).convert(
            "L"
        )

    def _answer(self, route: Route) -> None:
        parts = urlsplit(route.request.url)
        file = self._files.get(route.request.url) or self._files.get(unquote(parts.geturl()))
        if file is None:
            route.abort()
        else:
            route.fulfill(path=file)


def _lines(text: str) -> Iterator[str]:
    return (" ".join(line.split()) for line in text.splitlines() if line.strip())


def _padded(picture: Image.Image, size: tuple[int, int]) -> np.ndarray[Any, Any]:
    whole = Image.new("L", size, 255)
    whole.paste(picture)
    return np.asarray(whole, dtype=np.int16)
