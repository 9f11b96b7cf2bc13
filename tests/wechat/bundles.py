"""Bundles as `renlearn build` writes them, made by hand for the tests of the push."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any, Self

from PIL import Image, ImageDraw

SITE = "https://school.example"
COURSE = "business/accounting"


def picture(seed: str, kind: str = "JPEG", size: tuple[int, int] = (96, 64)) -> bytes:
    """A small picture that no other seed gives."""
    colour = tuple(hashlib.sha256(seed.encode()).digest()[:3])
    image = Image.new("RGB", size, colour)
    ImageDraw.Draw(image).text((2, 2), seed[-16:].encode("ascii", "replace").decode(), fill="white")
    out = io.BytesIO()
    image.convert("P" if kind == "GIF" else "RGB").save(out, kind)
    return out.getvalue()


def address(lesson: str) -> str:
    """The page behind a lesson's article."""
    return f"{SITE}/{lesson}/?from=wx"


class Bundles:
    """
    A school's folder with bundles in `build/wechat/`.

    A chain: `Bundles(root).bundle("business/accounting/01-a").bundle(…)`.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "content").mkdir(parents=True)

    def course(self, count: int, pictures: int = 2, course: str = COURSE) -> Self:
        """`count` lessons with pictures of their own and one that all share."""
        for number in range(1, count + 1):
            self.bundle(f"{course}/{number:03}-lesson", pictures=pictures, shared=True)
        return self

    def bundle(
        self, lesson: str, body: str = "", pictures: int = 1, *, shared: bool = False, **keys: Any
    ) -> Self:
        """Write the bundle of a lesson; `keys` replace those of `article.json`."""
        place = self.root / "build" / "wechat" / lesson
        (place / "images").mkdir(parents=True, exist_ok=True)
        files = {
            f"images/{number}.jpg": picture(f"{lesson} {number}")
            for number in range(1, pictures + 1)
        }
        if shared:
            files["images/shared.png"] = picture("shared", "PNG")
        for name, data in files.items():
            (place / name).write_bytes(data)
        (place / "cover.jpg").write_bytes(picture(f"cover of {lesson}", size=(900, 383)))
        self.article(lesson, body or f"<p>课文 {lesson}</p>", files)
        return self.record(lesson, files, **keys)

    def article(self, lesson: str, body: str, files: dict[str, bytes]) -> None:
        shown = "".join(f'<img src="{name}" data-w="96" style="width:100%">' for name in files)
        place = self.root / "build" / "wechat" / lesson
        (place / "article.html").write_text(
            f'<section style="font-size:16px">{body}{shown}</section>', encoding="utf-8"
        )

    def record(self, lesson: str, files: dict[str, bytes], **keys: Any) -> Self:
        listed = [
            {
                "file": name,
                "sha256": hashlib.sha256(data).hexdigest(),
                "bytes": len(data),
                "width": 96,
                "height": 64,
                "call": "add_material" if name.endswith(".gif") else "uploadimg",
            }
            for name, data in files.items()
        ]
        record = {
            "lesson": lesson,
            "path": f"content/{lesson}.md",
            "title": f"第 {lesson[-10:]} 课",
            "author": "仁学",
            "digest": "学会记账。",
            "content_source_url": address(lesson),
            "cover": "cover.jpg",
            "pic_crop_235_1": "0_0_1_1",
            "pic_crop_1_1": "0.287222_0_0.712778_1",
            "need_open_comment": 0,
            "only_fans_can_comment": 0,
            "images": listed,
            "recordings": [],
            "counts": {"title": [5, 32], "author": [4, 16], "digest": [24, 120]},
            "visible_characters": 870,
            "ratio": 5.4,
        }
        record["counts"] |= {"content": [4711, 20000]}
        text = json.dumps(record | keys, ensure_ascii=False)
        (self.root / "build" / "wechat" / lesson / "article.json").write_text(text, "utf-8")
        return self

    def change(self, lesson: str, words: str) -> Self:
        """Change a lesson's text, as a teacher and a new build would."""
        file = self.root / "build" / "wechat" / lesson / "article.html"
        file.write_text(file.read_text("utf-8").replace("</section>", f"<p>{words}</p></section>"))
        return self

    def file(self, lesson: str, name: str, data: bytes) -> Self:
        """Put a file into a bundle."""
        file = self.root / "build" / "wechat" / lesson / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return self
