"""Drive MkDocs from the command line's side."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urljoin

from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

from builder.prepared import Prepared
from builder.site.plugin import RenLearnPlugin
from builder.site.templates import TemplateFaultError, faults_in_words

# A school may be nothing but `content/`; then this stands for its mkdocs.yml.
DEFAULT_CONFIG = Path(__file__).with_name("mkdocs.default.yml")

_LOOK = 0.25  # seconds

# Packages of the MkDocs family print each other's news; a teacher's terminal is no place for it.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")


class SiteError(Exception):
    """The site could not be built; the message says why in words."""


def build_site(prepared: Prepared, site_dir: Path) -> None:
    """
    Build the light site of a prepared school into `site_dir`.

    Raises:
        SiteError: `mkdocs.yml` is wrong or MkDocs gave up.
    """
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    config = _config(prepared.school.root, site_dir=str(site_dir))
    _plugin(config).prepared = prepared
    try:
        build(config)
    except Abort as stop:
        raise SiteError(str(stop)) from stop


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
    config = _config(root)
    plugin = _plugin(config)
    alone = len(config.plugins) == 1 and not config.hooks
    plugin.watcher = _Watcher(root, preview, answers=alone)
    try:
        # MkDocs loads its settings again, and finds this plugin again (its "on_startup" event).
        folders: Any = _folders(root)
        serve(
            _config_file(root),
            livereload=True,
            open_in_browser=opened,
            dev_addr=address,
            **folders,
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


def _plugin(config: MkDocsConfig) -> RenLearnPlugin:
    plugin = config.plugins.get("renlearn")
    if not isinstance(plugin, RenLearnPlugin):
        raise SiteError("mkdocs.yml names no plugin renlearn; add it under plugins:")
    return plugin


def _config(root: Path, **options: Any) -> MkDocsConfig:
    try:
        return load_config(_config_file(root), **_folders(root), **options)
    except Abort as stop:
        raise SiteError(str(stop)) from stop


def _config_file(root: Path) -> str:
    own = root / "mkdocs.yml"
    return str(own if own.exists() else DEFAULT_CONFIG)


def _folders(root: Path) -> dict[str, str]:
    return {} if (root / "mkdocs.yml").exists() else {"docs_dir": str(root / "content")}
