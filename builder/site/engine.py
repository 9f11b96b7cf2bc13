"""Drive MkDocs from the command line's side."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from builder.prepared import Prepared
from builder.site.own_templates import keep_to_their_page
from builder.site.plugin import RenLearnPlugin
from builder.site.render import Site
from builder.site.write import Look, Result, look_at, school_site, write_site
from builder.staging import take_spare
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
            or hook, nor a template of the school's own that shows lessons of
            other courses than its page's.
    """

    site: Site
    alone: bool


def build_site(
    prepared: Prepared, site_dir: Path, look: Look[Result]
) -> tuple[Engine, list[Result]]:
    """
    Build the light site of a prepared school into `site_dir`.

    MkDocs does it where the school's `mkdocs.yml` names hooks or plugins
    besides ours; else all that it would add is time.

    Args:
        prepared: The school.
        site_dir: Where to.
        look: Told the name of each file and what it holds.

    Returns:
        What has built it, and what `look` said of each file.

    Raises:
        SiteError: `mkdocs.yml` is wrong or MkDocs gave up.
    """
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    config = site_config(prepared.school.root, site_dir=str(site_dir))
    plugin = plugin_of(config)
    if is_alone(config):
        take_spare(prepared.school.root / "build", site_dir)
        site = school_site(prepared)
        written = write_site(site, prepared, site_dir, look)
        return Engine(site, alone=keep_to_their_page(own_theme(prepared.school.root))), written
    from mkdocs.commands.build import build  # noqa: PLC0415 (slow to import)

    plugin.prepared = prepared
    try:
        build(config)
    except Abort as stop:
        raise SiteError(str(stop)) from stop
    return Engine(plugin.site, alone=False), look_at(site_dir, look)


def is_alone(config: MkDocsConfig) -> bool:
    """Whether nobody else's programs have a hand in the pages of a school."""
    return len(config.plugins) == 1 and not config.hooks and not config.extra_templates


def plugin_of(config: MkDocsConfig) -> RenLearnPlugin:
    """Our plugin in a school's settings; raises SiteError when they do not name it."""
    plugin = config.plugins.get("renlearn")
    if not isinstance(plugin, RenLearnPlugin):
        raise SiteError("mkdocs.yml names no plugin renlearn; add it under plugins:")
    return plugin


def site_config(root: Path, **options: Any) -> MkDocsConfig:
    """What `mkdocs.yml` says, or what stands for it; raises SiteError when it is wrong."""
    try:
        return load_config(config_file(root), **folders(root), **options)
    except Abort as stop:
        raise SiteError(str(stop)) from stop


def config_file(root: Path) -> str:
    """The school's `mkdocs.yml`, or what stands for it."""
    own = root / "mkdocs.yml"
    return str(own if own.exists() else DEFAULT_CONFIG)


def folders(root: Path) -> dict[str, str]:
    """What MkDocs is told of where a school lies that has no `mkdocs.yml`."""
    return {} if (root / "mkdocs.yml").exists() else {"docs_dir": str(root / "content")}
