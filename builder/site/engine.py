"""Drive MkDocs from the command line's side."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from builder.prepared import Prepared
from builder.site.plugin import RenLearnPlugin
from builder.site.render import Site
from builder.theme_folder import own_theme

# A school may be nothing but `content/`; then this stands for its mkdocs.yml.
DEFAULT_CONFIG = Path(__file__).with_name("mkdocs.default.yml")

# Packages of the MkDocs family print each other's news; a teacher's terminal is no place for it.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")


class SiteError(Exception):
    """The site could not be built; the message says why in words."""


@dataclass(frozen=True)
class Engine:
    """
    What has built a site.

    Attributes:
        site: Which rendered its pages.
        alone: Whether nothing else had a hand in them: neither another plugin
            or hook, nor templates of the school's own.
    """

    site: Site
    alone: bool


def build_site(prepared: Prepared, site_dir: Path) -> Engine:
    """
    Build the light site of a prepared school into `site_dir`.

    Raises:
        SiteError: `mkdocs.yml` is wrong or MkDocs gave up.
    """
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    config = _config(prepared.school.root, site_dir=str(site_dir))
    plugin = config.plugins.get("renlearn")
    if not isinstance(plugin, RenLearnPlugin):
        raise SiteError("mkdocs.yml names no plugin renlearn; add it under plugins:")
    plugin.prepared = prepared
    try:
        build(config)
    except Abort as stop:
        raise SiteError(str(stop)) from stop
    others = config.hooks or len(config.plugins) > 1 or own_theme(prepared.school.root)
    return Engine(plugin.site, alone=not others)


def serve_site(root: Path, address: str) -> None:
    """
    Show the school at `address` (host:port) and reload on every save, until interrupted.

    Raises:
        SiteError: `mkdocs.yml` is wrong or the first build failed.
    """
    try:
        folders: Any = _folders(root)
        serve(_config_file(root), livereload=True, dev_addr=address, **folders)
    except Abort as stop:
        raise SiteError(str(stop)) from stop


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
