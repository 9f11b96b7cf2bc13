"""The generated texts as sites of other tools: plain MkDocs, Material, Hugo."""

from __future__ import annotations

import shutil
from pathlib import Path

TEMPLATE = """<!doctype html><html lang="zh"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{title}</title>
<style>body{{max-width:40em;margin:auto;font:18px/1.7 sans-serif}}img{{max-width:100%}}
table{{border-collapse:collapse}}td,th{{border:1px solid #999;padding:.3em}}
.admonition{{border-left:4px solid #393;padding:0 1em}}pre{{overflow:auto}}a{{color:#06c}}</style>
<header><a href="{home}">{name}</a></header><main><h1>{title}</h1>{body}</main></html>
"""
EXTENSIONS = "markdown_extensions: [admonition, footnotes, tables, pymdownx.tasklist]\n"
MKDOCS = f"""site_name: x
use_directory_urls: true
theme: {{name: null, custom_dir: theme}}
plugins: []
{EXTENSIONS}"""
# Without its search, which at many lessons costs more than all else.
MATERIAL = f"""site_name: x
theme: {{name: material, language: zh, font: false, features: [{{features}}]}}
plugins: []
{EXTENSIONS}"""
HUGO = 'baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "RSS"]\n'

_NOT_A_TEXT = shutil.ignore_patterns("*.yml")  # of our own, which the others do not know


def mkdocs_site(folder: Path, content: Path) -> None:
    """The texts for plain MkDocs, with a template of one kilobyte."""
    _texts(folder, content)
    (folder / "theme").mkdir()
    values = {"title": "{{ page.title }}", "home": "{{ nav.homepage.url|url }}"}
    page = TEMPLATE.format(name="{{ config.site_name }}", body="{{ page.content }}", **values)
    (folder / "theme/main.html").write_text(page)
    (folder / "mkdocs.yml").write_text(MKDOCS)


def material_site(folder: Path, content: Path, *, pruned: bool) -> None:
    """The texts for Material; `pruned` leaves other courses' lessons out of the navigation."""
    _texts(folder, content)
    features = "navigation.prune" if pruned else ""
    (folder / "mkdocs.yml").write_text(MATERIAL.replace("FEATURES", features))


def hugo_site(folder: Path, content: Path) -> None:
    """The texts for Hugo, with the same template."""
    shutil.copytree(content, folder / "content", ignore=_NOT_A_TEXT)
    for file in folder.glob("content/**/*.md"):  # it leaves addresses as they are
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("(picture.png)", "(../picture.png)"), encoding="utf-8")
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    values = {"title": "{{ .Title }}", "home": "{{ .Site.Home.RelPermalink }}"}
    page = TEMPLATE.format(name="x", body="{{ .Content }}", **values)
    (layouts / "single.html").write_text(page)
    (layouts / "list.html").write_text(
        "{{ range .Pages }}<a href={{ .RelPermalink }}>x</a>{{ end }}"
    )
    (folder / "hugo.toml").write_text(HUGO)


def _texts(folder: Path, content: Path) -> None:
    shutil.copytree(content, folder / "docs", ignore=_NOT_A_TEXT)
    (folder / "docs/index.md").write_text("# x\n")
