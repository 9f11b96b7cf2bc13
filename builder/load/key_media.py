"""Files that keys name: recordings, covers, the code of a group, a style sheet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from builder.load.nearest import Nearest
from builder.load.schema import Keys
from builder.model.address import is_photo, is_picture, is_recording, is_style, parse
from builder.problems import Problems

_KINDS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "audio": (is_recording, "a recording (mp3, m4a, wav …)"),
    "cover": (is_picture, "a picture (jpg, png, webp …)"),
    "logo": (is_picture, "a picture (svg, png, jpg …)"),
    "photo": (is_photo, "a picture (jpg, png, webp …)"),
    "qr": (is_photo, "a picture (jpg, png, webp …)"),
    "style": (is_style, "a style sheet (css)"),
}


class MediaKeys:
    """
    Looks up the files that keys name.

    Args:
        files: Every file, relative to `content/`.
        problems: Takes what is wrong.
    """

    def __init__(self, files: Collection[str], problems: Problems) -> None:
        self._files = files
        self._nearest = Nearest(files)
        self._problems = problems

    def audio(self, page: str, keys: Keys) -> str | None:
        """Content path of the recording; a lesson whose recording is missing is left out."""
        return self._file(page, keys, "audio", leaves_out=True)

    def cover(self, page: str, keys: Keys) -> str | None:
        """Content path of the cover."""
        return self._file(page, keys, "cover", leaves_out=False)

    def logo(self, page: str, keys: Keys) -> str | None:
        """Content path of a company's logo."""
        return self._file(page, keys, "logo", leaves_out=False)

    def code(self, page: str, keys: Keys) -> str | None:
        """Content path of a group's QR code."""
        return self._file(page, keys, "qr", leaves_out=False)

    def photo(self, page: str, keys: Keys) -> str | None:
        """Content path of a person's photo."""
        return self._file(page, keys, "photo", leaves_out=False)

    def style(self, page: str, keys: Keys) -> str | None:
        """Content path of a style sheet."""
        return self._file(page, keys, "style", leaves_out=False)

    def _file(self, page: str, keys: Keys, key: str, *, leaves_out: bool) -> str | None:
        target = str(keys.get(key))
        if not target:
            return None
        fault = self._fault(page, target, key)
        if fault is None:
            return parse(page, target).path
        code, message, mend = fault
        place, line = f"content/{page}", keys.lines[key]
        self._problems.add(place, line, code, f"{key}: {message}", mend, leaves_out=leaves_out)
        return None

    def _fault(self, page: str, target: str, key: str) -> tuple[str, str, str] | None:
        """What is wrong with the file that a key names: rule, message, mend."""
        plain = target.replace("\\", "/")
        found = parse(page, plain)
        fits, wanted = _KINDS[key]
        if found.kind != "content":
            mend = "put the file beside the lesson and write only its name"
            return "media-outside", f"{target} does not lie in content/", mend
        if found.path not in self._files:
            mend = self._nearest.mend(page, target, found.path)
            return "media-missing", f"there is no file {target}", mend
        if plain != target:
            return "link-backslash", f"{target} holds a backslash", f"write {plain}"
        if not fits(found.path):
            return "media-kind", f"{target} is a file of another kind", f"name {wanted}"
        return None
