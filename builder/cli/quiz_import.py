"""`renlearn quiz import`: question banks that teachers own, as our Markdown."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

import click
from defusedxml import ElementTree

from builder.quiz.readers.gift import read_gift
from builder.quiz.readers.wjx import read_wjx
from builder.quiz.taken_over import taken_over
from builder.text import decoded

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST = 20_000_000  # bytes of a Word file's text


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--from", "name", type=click.Choice(["wjx", "gift"]), help="The format; guessed.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Markdown to write.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def import_questions(file: Path, *, name: str | None, out: Path | None, as_json: bool) -> None:
    """
    Turn questions pasted from Word or 问卷星, or GIFT, into Markdown for quiz.md.

    FILE is a text, a .docx or a GIFT file. What a person must look at is
    named with its line in FILE; the exit status is 1 then. An existing file
    is never overwritten.
    """
    text = _docx(file) if file.suffix.lower() == ".docx" else decoded(file.read_bytes())
    gift = name == "gift" or (name is None and "{" in text and ("::" in text or "~" in text))
    markdown, whole, remarks = taken_over(read_gift(text) if gift else read_wjx(text))
    if out:
        _write(out, markdown)
    if as_json:
        said = [{"line": one.line, "message": one.message} for one in remarks]
        record = {"whole": whole, "remarks": said, "markdown": markdown}
        click.echo(json.dumps(record, ensure_ascii=False))
    elif not out:
        click.echo(markdown)
    for one in () if as_json else remarks:
        click.echo(f"{file}:{one.line}: {one.message}", err=True)
    if not as_json:
        click.echo(f"{whole} questions taken over, {len(remarks)} things to look at.", err=True)
    sys.exit(1 if remarks or not whole else 0)


def _write(out: Path, markdown: str) -> None:
    try:
        with out.open("x", encoding="utf-8", newline="\n") as file:
            file.write(markdown)
    except FileExistsError as fault:
        raise click.ClickException(f"{out} exists; name another file, then join them") from fault
    except OSError as fault:
        raise click.ClickException(f"cannot write {out}: {fault.strerror}") from fault


def _docx(file: Path) -> str:
    """The paragraphs of a Word file, a line each."""
    try:
        with ZipFile(file) as archive:
            if archive.getinfo("word/document.xml").file_size > _MOST:
                raise click.ClickException(f"{file} is too long; save a part of it")
            root = ElementTree.fromstring(archive.read("word/document.xml"))
    except (BadZipFile, KeyError, ElementTree.ParseError) as fault:
        raise click.ClickException(f"{file} is no Word file; save it as .docx or text") from fault
    paragraphs = root.iter(f"{_WORD}p")
    return "\n".join("".join(_runs(paragraph)) for paragraph in paragraphs)


def _runs(paragraph: Element) -> list[str]:
    signs = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n"}
    nodes = paragraph.iter()
    return [
        (node.text or "") if node.tag == f"{_WORD}t" else signs.get(node.tag, "") for node in nodes
    ]
