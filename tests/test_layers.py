"""The import rule of the house: a package imports only those above it."""

import ast
from pathlib import Path

import pytest

BUILDER = Path(__file__).parents[1] / "builder"
LAYERS = [
    {"copied"},
    {
        "problems",
        "text",
        "staging",
        "theme_folder",
        "cache_folder",
        "desk_mark",
        "today",
        "wechat_limits",
        "fonts",
        "bucket",
        "remembered",
        "shares",
        "browser",
    },
    {"i18n"},
    {"problem_words"},
    {"model"},
    {"markup"},
    {"load"},
    {"media"},
    {"drawn"},
    {"exam", "certificates"},
    {"check"},
    {"prepared"},
    {"scaffold"},
    {"site", "quiz", "results", "report", "wechat", "publish", "packs"},
    {"desk", "preview", "rebuild"},
    {"cli"},
]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
MODULES = sorted(BUILDER.rglob("*.py"))


def imported(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    names = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    names |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return names


def package(file: Path) -> str:
    return file.relative_to(BUILDER).parts[0].removesuffix(".py")


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(BUILDER)))
def test_a_package_imports_only_those_above_it(file: Path) -> None:
    own = package(file)
    if own == "__init__":
        return
    others = {name.split(".")[1] for name in imported(file) if name.startswith("builder.")}
    wrong = {other for other in others - {own} if RANK[other] >= RANK[own]}

    assert not wrong


@pytest.mark.parametrize(
    ("library", "allowed"),
    [
        ("mkdocs", {"site/plugin.py", "site/engine.py", "site/serving.py", "desk/plugin.py"}),
        ("click", {"cli"}),
    ],
)
def test_only_the_edge_knows_the_engine_and_the_terminal(library: str, allowed: set[str]) -> None:
    users = {
        file.relative_to(BUILDER)
        for file in MODULES
        if any(name.split(".")[0] == library for name in imported(file))
    }

    assert users
    assert all(user.as_posix() in allowed or user.parts[0] in allowed for user in users)


def test_no_file_is_too_long_to_read_in_one_sitting() -> None:
    long = [file for file in MODULES if len(file.read_text(encoding="utf-8").splitlines()) > 500]

    assert not long
