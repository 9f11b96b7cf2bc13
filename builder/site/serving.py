"""Serve a school while it is written: MkDocs' server, with a preview before its answers."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urljoin

from mkdocs.commands.serve import serve
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

from builder.prepared import Prepared
from builder.site.engine import SiteError, config_file, folders, is_alone, plugin_of, site_config
from builder.site.templates import TemplateFaultError, faults_in_words

_LOOK = 0.25  # seconds


def serve_site(
    root: Path,
    address: str,
    preview: Preview,
    *,
    opened: bool = False,
) -> None:
    """
    Show the school and reload on every save, until interrupted.

    Args:
        root: The school's folder.
        address: Where to listen, host:port.
        preview: What stands beside the pages.
        opened: Whether a browser opens it.

    Raises:
        SiteError: `mkdocs.yml` is wrong, the first build failed, or the
            address cannot be had.
    """
    _must_be_free(address)
    config = site_config(root)
    plugin = plugin_of(config)
    plugin.watcher = _Watcher(root, preview, answers=is_alone(config))
    try:
        # MkDocs loads its settings again, and finds this plugin again (its "on_startup" event).
        where: Any = folders(root)
        serve(
            config_file(root),
            livereload=True,
            open_in_browser=opened,
            dev_addr=address,
            **where,
        )
    except Abort as stop:
        raise SiteError(str(stop)) from stop
    finally:
        plugin.watcher = None


class Preview(Protocol):
    """
    What stands beside the pages while they are written.

    Attributes:
        path: Where, on the server.
    """

    path: str

    def prepare(self) -> Prepared:
        """Make the school ready."""

    def show(self, ready: Prepared) -> None:
        """Take a new state of the school."""

    def fail(self, reason: str) -> None:
        """Take the reason why there is no new state."""

    def saved(self) -> None:
        """Find out what was saved; only after `instead`."""

    def ready(self, url: str) -> None:
        """Say where it is; the first state has been shown."""

    def beside(self, pages: Any, mount: str) -> Any:
        """The WSGI application that answers for itself and hands on the rest to `pages`."""

    def instead(self, pages: Any, mount: str) -> Any:
        """The same, which makes the pages too."""


class _Watcher:
    """
    Connects MkDocs' server with the preview.

    Args:
        root: The school's folder.
        preview: That is shown.
        answers: Whether it makes the pages itself, only those that are looked
            at; where other plugins or hooks have a hand in pages, MkDocs makes
            all of them.
    """

    def __init__(self, root: Path, preview: Preview, *, answers: bool) -> None:
        self.answers = answers
        self.prepare, self.show = preview.prepare, preview.show
        self._root = root
        self._preview = preview

    def attach(self, server: LiveReloadServer, config: MkDocsConfig) -> None:
        """Put the preview before MkDocs' answers and behind what it sees change."""
        _look_often(server, config)
        preview, build = self._preview, server.builder
        answer = preview.instead if self.answers else preview.beside
        server.set_app(answer(server.serve_request, server.mount_path))
        server.builder = preview.saved if self.answers else lambda: self._built(build)
        server.url = urljoin(server.url, preview.path)
        preview.ready(server.url)

    def _built(self, build: Callable[[], None]) -> None:
        """Build anew; what an author did wrong is said where they look."""
        try:
            with faults_in_words(self._root):
                build()
        except (MkDocsException, TemplateFaultError) as fault:
            self._preview.fail(str(fault))


def _look_often(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Look for saved files four times a second; MkDocs does twice, and the page shall not wait."""
    watched = list(filter(None, (config.docs_dir, config.config_file_path)))
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=_LOOK)
    for path in watched:
        server.watch(path)


def _must_be_free(address: str) -> None:
    """Find out before the first build, which takes long, whether anybody can listen there."""
    host, _, port = address.rpartition(":")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host.strip("[]"), int(port)), family=family).close()
    except (OSError, OverflowError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise SiteError(f"nobody can listen at {address} ({reason}); name another") from fault
    except ValueError:
        return  # MkDocs says what is wrong with it
