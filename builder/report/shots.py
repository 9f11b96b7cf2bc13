"""Pages of a built site as a phone shows them, for who reviews a change without building it."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

SCREEN: dict[str, Any] = {
    "viewport": {"width": 360, "height": 640},
    "device_scale_factor": 2,
    "has_touch": True,
}
"""A cheap phone: CSS px, and two device pixels each."""

_QUALITY = 70  # of the JPEG: letters stay sharp, a lesson takes about 300 kB
_SITE = "https://school.invalid/"  # an address that nobody has
# Pictures far down would else be missing: they are loaded as a reader comes to them.
_LOAD_ALL = """async () => {
  for (const one of document.images) one.loading = 'eager'
  await Promise.all([...document.images].map(one => one.decode().catch(() => {})))
}"""


def take(site: Path, urls: Sequence[str], folder: Path, page: Page) -> Iterator[Path]:
    """
    Take a picture of each page from its top to its end.

    Args:
        site: The built site.
        urls: Of its pages, such as `business/accounting/01-why/`.
        folder: For the pictures; `business__accounting__01-why.jpg`.
        page: Of a browser (`builder.browser`), with the screen `SCREEN`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    page.route("**/*", lambda route: _answer(route, site.resolve()))
    for url in urls:
        page.goto(f"{_SITE}{url}")
        page.evaluate(_LOAD_ALL)
        file = folder / f"{url.strip('/').replace('/', '__')}.jpg"
        page.screenshot(path=file, full_page=True, type="jpeg", quality=_QUALITY)
        yield file


def _answer(route: Route, site: Path) -> None:
    """Give a file of the site, and nothing else."""
    address = urlsplit(route.request.url)
    file = site / unquote(address.path).lstrip("/")
    file = (file / "index.html" if address.path.endswith("/") else file).resolve()
    if f"https://{address.netloc}/" != _SITE or not file.is_relative_to(site):
        route.abort()
    elif file.is_file():
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        route.fulfill(body=file.read_bytes(), content_type=kind)
    else:
        route.fulfill(status=404)
