"""The MkDocs plugin of the desk edition: gives Material the school's pages, answers included."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from builder.desk.navigation import navigation, paths
from builder.desk.pages import TAGS, DeskPage, desk_pages
from builder.desk.render import Desk, sections
from builder.desk.tags import anchor
from builder.exam.kept import KeyFileError
from builder.model.media import MEDIA_FOLDER
from builder.site.plugin import prepared_school, school_root
from builder.theme_folder import desk_theme_folder

WORKER = re.compile(r"assets/javascripts/workers/search[^\"]*")
OWN_WORKER = "assets/desk/search.js"  # Material's documented place for a search of one's own
_FEATURES = [
    "content.action.edit",
    "navigation.footer",
    "navigation.indexes",
    "navigation.prune",
    "navigation.tabs",
    "navigation.top",
    "toc.follow",
]
# What Material's search makes of pages that only repeat what stands in lessons.
_SEARCHED = {
    "front.html": {"exclude": True},
    "tags.html": {"exclude": True},
    "weight.html": {"exclude": True},
    "answers.html": {"boost": 0.2},
    "discussion.html": {"boost": 0.2},
}


class SchoolPage(Page):
    """A page whose text the school has already converted."""

    def __init__(self, page: DeskPage, html: str, file: File, config: MkDocsConfig) -> None:
        self.desk_page = page
        self._html = html
        super().__init__(page.title, file, config)

    def read_source(self, config: MkDocsConfig) -> None:
        """Name what Material's search and title ask for; there is no Markdown to read."""
        self.markdown = ""
        page = self.desk_page
        searched = _SEARCHED.get(page.template, {})
        self.meta = {"title": page.title, "tags": list(page.tags), "search": searched}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the finished text instead of converting again."""
        self.content = self._html
        links = [AnchorLink(words, id_, 2) for id_, words in sections(self._html)]
        self.toc = TableOfContents(links)


class DeskConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin has no options: everything stands in `content/school.yml`."""


class DeskPlugin(BasePlugin[DeskConfig]):  # type: ignore[no-untyped-call]
    """Build the desk edition of a school with MkDocs and the theme Material."""

    serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Learn whether this is a preview, which shows drafts."""
        self.serving = command == "serve"

    @event_priority(100)  # Material's search reads the theme's language in the same event
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Prepare the school; keep the theme from asking other hosts for anything."""
        if config.theme.name != "material":
            raise PluginError("renlearn-desk needs theme: name: material")
        ready = prepared_school(school_root(config), drafts=self.serving)
        try:
            self.desk = Desk(ready)
        except KeyFileError as fault:
            raise PluginError(str(fault)) from fault
        settings = ready.school.settings
        config.site_name = settings.name
        config.site_url = config.site_url if self.serving else None  # it has no public address
        config.nav = navigation(ready.school)
        config.extra["generator"] = False
        self._set_theme(config, settings.language)
        return config

    def _set_theme(self, config: MkDocsConfig, language: str) -> None:
        theme, own = config.theme, str(desk_theme_folder())
        theme.dirs[:] = [own, *(one for one in theme.dirs if Path(one) != Path(own))]
        theme.static_templates = {"404.html"}
        theme["font"] = False  # it would come from Google
        theme["features"] = theme.get("features") or _FEATURES
        base = language.partition("-")[0].lower()
        known = any(Path(one, f"partials/languages/{base}.html").is_file() for one in theme.dirs)
        theme["language"] = base if known else "en"

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace what MkDocs found by the school's pages and media; keep the theme's files."""
        own = (one for one in files if one.src_dir != config.docs_dir)
        chosen = Files(one for one in own if one.src_uri != "sitemap.xml")  # a template of MkDocs
        in_nav = set(paths(config.nav))
        for page in desk_pages(self.desk.school):
            chosen.append(self._file(page, config, listed=page.file in in_nav))
        for name, path in self.desk.used():
            public = f"{MEDIA_FOLDER}/{name}"
            chosen.append(File.generated(config, public, abs_src_path=str(path)))
        for offered in self.desk.school.files:
            if (found := files.get_file_from_path(offered)) is not None:
                chosen.append(found)
        return chosen

    def _file(self, page: DeskPage, config: MkDocsConfig, *, listed: bool) -> File:
        level = InclusionLevel.INCLUDED if listed else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, page.file, content="", inclusion=level)
        file.edit_uri = page.edited or None
        SchoolPage(page, self.desk.html(page), file, config)
        return file

    def on_page_context(
        self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> Any:
        """Let Material show the tags of a page as links to the page of tags."""
        if isinstance(page, SchoolPage):
            tags = page.desk_page.tags
            context["tags"] = [{"name": one, "url": f"{TAGS}#{anchor(one)}"} for one in tags]
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Search with our own worker: Material's misses Chinese words within longer ones."""
        return WORKER.sub(OWN_WORKER, output)

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """The same for the page that is shown for a wrong address."""
        return WORKER.sub(OWN_WORKER, output_content)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Reload the page when the theme changes too."""
        server.watch(str(desk_theme_folder()))
        return server
