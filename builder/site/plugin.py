"""The MkDocs plugin: gives MkDocs the school's pages and files, and takes over their rendering."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import jinja2
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from builder.exam.gate import exposed, unsealed
from builder.exam.kept import KeyFileError, keep
from builder.exam.programmes import keep_programmes
from builder.model.address import page_file
from builder.prepared import Prepared, prepare
from builder.site.files import site_files
from builder.site.page import SitePage
from builder.site.pages import pages
from builder.site.render import Site
from builder.site.sitemap import is_found
from builder.site.write import school_site
from builder.theme_folder import own_theme, theme_folder

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("renlearn")


class Watcher(Protocol):
    """
    Whoever looks on while the school is served.

    Attributes:
        answers: Whether it shows the pages itself, so that none is built.
    """

    answers: bool

    def prepare(self) -> Prepared:
        """Make the school ready."""

    def show(self, ready: Prepared) -> None:
        """Take a new state of the school."""

    def attach(self, server: LiveReloadServer, config: MkDocsConfig) -> None:
        """Take the server before it starts."""


def school_root(config: MkDocsConfig) -> Path:
    """The school's folder; raises PluginError where `docs_dir` is no `content/`."""
    content = Path(config.docs_dir)
    if content.name != "content":
        raise PluginError("docs_dir must be the folder named content")
    return content.parent


def prepared_school(root: Path, *, drafts: bool) -> Prepared:
    """The school at `root` made ready, its problems said as MkDocs says its own."""
    ready = prepare(root, drafts=drafts)
    for problem in ready.problems:
        (log.warning if problem.severity == "error" else log.info)("%s", problem)
    return ready


class SchoolPage(Page):
    """A page whose content the school has already converted."""

    site_page: SitePage

    def __init__(self, site_page: SitePage, site: Site, file: File, config: MkDocsConfig) -> None:
        self.site_page = site_page
        self._site = site
        super().__init__(site_page.title, file, config)

    def read_source(self, config: MkDocsConfig) -> None:
        """Name the template; the Markdown has been read by the loader."""
        self.markdown = ""
        self.meta = {"title": self.site_page.title, "template": self.site_page.template}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the sanitised HTML instead of converting again."""
        self.content = self._site.body(self.site_page)
        self.toc = TableOfContents([])


class RenLearnConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin has no options: everything stands in `content/school.yml`."""


class RenLearnPlugin(BasePlugin[RenLearnConfig]):  # type: ignore[no-untyped-call]
    """
    Build a school with MkDocs or ProperDocs.

    Attributes:
        prepared: The school, when the caller has prepared it; else the plugin
            prepares it from the folder beside `docs_dir`.
        watcher: Prepares and looks on while `renlearn serve` serves the school.
    """

    prepared: Prepared | None = None
    watcher: Watcher | None = None
    serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Learn whether this is a preview: it shows drafts and reloads itself."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Prepare the school before MkDocs reads any file."""
        root = school_root(config)
        ready = self.prepared or (
            self.watcher.prepare() if self.watcher else prepared_school(root, drafts=self.serving)
        )
        self.school = ready.school
        try:
            # The preview draws nothing: nobody shares its pages, and each save would wait.
            self.site = school_site(ready, squares=not self.serving)
        except KeyFileError as fault:
            raise PluginError(str(fault)) from fault
        if self.watcher:
            self.watcher.show(ready)
        config.site_name = ready.school.settings.name
        config.site_url = ready.school.settings.base_url or config.site_url
        config.theme.static_templates = set()  # whatever theme is named, nothing is taken from it
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace what MkDocs found by the school's pages and media: nothing else is published."""
        chosen = Files([])
        if self.watcher and self.watcher.answers:
            return chosen
        found = list(pages(self.school))
        for page in found:
            chosen.append(self._file(page, config))
        for name, data in site_files(self.school, self.site, found):
            if isinstance(data, Path):
                chosen.append(File.generated(config, name, abs_src_path=str(data)))
            else:
                chosen.append(File.generated(config, name, content=data))
        return chosen

    def _file(self, page: SitePage, config: MkDocsConfig) -> File:
        if not is_found(page):
            html = self.site.render(page, reloads=self.serving)
            return File.generated(config, page_file(page.url), content=html)
        file = File.generated(config, f"{page.url}index.md", content="")
        SchoolPage(page, self.site, file, config)
        return file

    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Render with the same environment as everywhere else."""
        return self.site.environment

    def on_page_context(
        self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> Any:
        """Hand the page its own context, not MkDocs' site-wide navigation."""
        assert isinstance(page, SchoolPage)
        return self.site.context(page.site_page)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Inline styles and scripts and seal the page with its CSP."""
        assert isinstance(page, SchoolPage)
        return self.site.seal(output, page.site_page, reloads=self.serving)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Refuse a build that gives an exam away; keep its keys, as `renlearn build` does."""
        if self.serving or self.prepared:
            return
        site = Path(config.site_dir)
        faults = [*unsealed(site, self.site.exams), *exposed(site, self.school, self.site.exams)]
        if faults:
            raise PluginError("\n".join(map(str, faults)))
        keep(self.school.root, self.site.exams.values())
        keep_programmes(self.school.root, self.site.programmes.values())

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Reload the page when a template or a style changes too."""
        if self.watcher:
            self.watcher.attach(server, config)
        server.watch(str(theme_folder()))
        if own := own_theme(self.school.root):
            server.watch(str(own))
        return server
