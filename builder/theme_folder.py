"""Where the themes lie: inside the wheel, or in the repository."""

from __future__ import annotations

from pathlib import Path

import builder


def theme_folder() -> Path:
    """The folder with templates, styles, scripts and catalogues."""
    return _folder("theme")


def desk_theme_folder() -> Path:
    """The folder of what the desk edition adds to Material for MkDocs."""
    return _folder("theme_desk")


def own_theme(root: Path) -> Path | None:
    """A school's own folder `theme/` beside `content/`: its templates win, its styles are added."""
    own = root / "theme"
    return own if own.is_dir() and own.resolve() != theme_folder().resolve() else None


def _folder(name: str) -> Path:
    package = Path(builder.__file__).parent
    installed = package / f"_{name}"
    return installed if installed.is_dir() else package.parent / name
