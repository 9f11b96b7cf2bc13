"""What mkdocs.docs.yml cannot say: the language of each page, and a search that finds Chinese."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from builder.desk.plugin import OWN_WORKER, WORKER
from builder.theme_folder import desk_theme_folder

CHINESE = ".zh-CN.md"
NAMES = {"en": "English", "zh": "中文"}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the search of the desk edition: Material's finds no Chinese word within a sentence."""
    files.append(
        File.generated(config, OWN_WORKER, abs_src_path=str(desk_theme_folder() / OWN_WORKER))
    )
    return files


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> Any:
    """Give a page the theme's words in its own language, and the way to its other language."""
    path = page.file.src_uri
    stem = path.removesuffix(CHINESE).removesuffix(".md")
    config.theme["language"] = "zh" if path.endswith(CHINESE) else "en"
    pages = {"en": f"{stem}.md", "zh": f"{stem}{CHINESE}"}
    there = {one.file.src_uri for one in nav.pages}
    homes = {"en": "index.md", "zh": f"index{CHINESE}"}
    chosen = {tag: page_ if page_ in there else homes[tag] for tag, page_ in pages.items()}
    config.extra["alternate"] = [
        {"name": name, "link": chosen[tag].removesuffix(".md") + ".html", "lang": tag}
        for tag, name in NAMES.items()
    ]
    return context


def on_post_page(output: str, **_: Any) -> str:
    """Search with that worker."""
    return WORKER.sub(OWN_WORKER, output)
