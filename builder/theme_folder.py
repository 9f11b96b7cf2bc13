"""Where the theme lies: inside the wheel, or in the repository."""

from __future__ import annotations

from pathlib import Path

import builder


def theme_folder() -> Path:
    """The folder with templates, styles, scripts and catalogues."""
    package = Path(builder.__file__).parent
    installed = package / "_theme"
    return installed if installed.is_dir() else package.parent / "theme"
