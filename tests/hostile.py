"""A school of hostile files: every one must end in a problem or a clean page."""

from __future__ import annotations

import struct
import wave
import zlib
from io import BytesIO

from PIL import Image

from tests.school import SchoolTest

SCRIPTS = [
    "<script>alert(1)</script>",
    '<img src="x.png" onerror="alert(1)" alt="x">',
    "[点这里](javascript:alert(1))",
    "[点这里](JaVaScRiPt&#58;alert(1))",
    "[点这里](data:text/html;base64,PHNjcmlwdD4=)",
    '<a href="&#x6A;avascript:alert(1)">点</a>',
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table>",
    "段落{onclick=alert(1) style=color:red id=r-x}",
    "# 标题 {onmouseover=alert(1)}",
    '<details open ontoggle="alert(1)"><summary>x</summary></details>',
    "<![><img src=x onerror=alert(1)>",
    '<form action="https://example.com"><input name=a><button>提交</button></form>',
    "<style>*{display:none}</style>",
    '<meta http-equiv="refresh" content="0;url=https://example.com">',
    '<base href="https://example.com/">',
    '<link rel=stylesheet href="https://example.com/x.css">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "![x](https://example.com/track.png)",
    "<iframe src=https://example.com></iframe>",
    "<video src=https://example.com/x.mp4></video>",
]

ENDLESS = {
    "01-brackets.md": "[" * 30_000,
    "02-backticks.md": " ".join("`" * size for size in range(1, 1_500)),
    "03-links.md": "[a](" * 15_000,
    "04-quotes.md": ">" * 100_000 + " x",
    "05-list.md": "\n".join("  " * depth + "- x" for depth in range(3_000)),
    "06-stars.md": "*a **b " * 8_000,
    "07-long.md": "很长的课文。" * 100_000,
    "08-footnote.md": "[^1]\n\n[^1]: [^1]\n",
    "09-table.md": "|" * 5_000 + "\n" + "|-" * 5_000 + "\n",
    "10-html.md": "<div>" * 20_000,
}

YAML = {
    "alias": "title: &a [x]\nsummary: [*a, *a]\n",
    "bomb": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "title: *i\n",
    "deep": "title: " + "[" * 20_000 + "\n",
    "tag": "title: !!python/object/apply:os.system ['echo bad']\n",
    "list": "- a\n- b\n",
    "types": "title: [1, 2]\nsummary: {a: b}\nweeks: many\n",
    "tabs": "title:\tx\n\tsummary: y\n",
}


def png(width: int, height: int) -> bytes:
    """A PNG that says it is `width` × `height` px and holds almost nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1_000_000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def jpeg() -> bytes:
    buffer = BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((800, 600)).save(buffer, "JPEG")
    return buffer.getvalue()


def wav(seconds: float) -> bytes:
    buffer = BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(b"\0\0" * int(16_000 * seconds))
    return buffer.getvalue()


MEDIA: dict[str, bytes] = {
    "空.jpg": b"",
    "page.jpg": b"<html><script>alert(1)</script></html>",
    "bomb.png": png(40_000, 40_000),
    "short.png": png(400, 400)[:60],
    "cut.jpg": jpeg()[: len(jpeg()) // 2],
    "script.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)">'
    b"<script>alert(1)</script><image href='https://example.com/x.png'/>"
    b"<circle r='4' cx='4' cy='4'/></svg>",
    "bomb.svg": b'<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>',
    "broken.svg": b"<svg><g>",
    "silent.wav": wav(3),
    "empty.wav": wav(0),
    "cut.mp3": b"ID3\x04\0\0\0\0\0\0" + b"\xff\xfb\x90\x00" * 3,
    "text.mp3": "这不是录音".encode(),
    "list.m4a": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
}

NAMES = ["空 格", "百分%20号", "井#号", "问?号", "引'号\"", "加+号&和", "很" * 60]


def hostile_school(school: SchoolTest) -> SchoolTest:
    """Fill `school` with everything that has ever gone wrong, and one good lesson."""
    school.course("business/good").lesson("business/good/01-好课.md", "好好学习。", title="好课")
    school.course("business/endless")
    for name, text in ENDLESS.items():
        school.lesson(f"business/endless/{name}", text, title=name)
    school.course("business/scripts")
    for number, text in enumerate(SCRIPTS, 1):
        school.lesson(
            f"business/scripts/{number:02}-x.md", f"文字\n\n{text}\n\n文字", title=f"{number}"
        )
    for name, text in YAML.items():
        school.write(f"business/yaml-{name}/course.yml", text)
        school.write(f"business/yaml-{name}/01-x.md", f"---\n{text}---\n文字\n")
    school.course("vocational/media")
    for number, (name, data) in enumerate(MEDIA.items(), 1):
        school.write(f"vocational/media/{name}", data)
        link = f"[听]({name})" if name[-3:] in {"wav", "mp3", "m4a"} else f"![图]({name})"
        school.lesson(f"vocational/media/{number:02}-x.md", link, title=f"{number}")
    school.course("courses/names")
    for number, name in enumerate(NAMES, 1):
        school.lesson(f"courses/names/{number:02}-{name}.md", "文字", title=name[:20])
    school.course("courses/encodings")
    text = "---\ntitle: 记账\n---\n今天学习记账，很有用。\n"
    school.write("courses/encodings/01-gbk.md", text.encode("gbk"))
    school.write("courses/encodings/02-utf16.md", text.encode("utf-16"))
    school.write("courses/encodings/03-utf16-be.md", text.encode("utf-16-be"))
    school.write(
        "courses/encodings/04-bom-crlf.md", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    )
    school.write("courses/encodings/05-null.md", text.encode() + b"\0\0\0")
    school.course("courses/paths")
    escapes = ["../../../../etc/passwd", "/etc/passwd", "..%2f..%2f..%2fetc/passwd", "C:\\a.jpg"]
    school.lesson(
        "courses/paths/01-x.md",
        "\n\n".join(f"![图]({path}) [文]({path})" for path in escapes),
    )
    school.lesson(
        "courses/paths/02-x.md", "文字", audio="../../../../etc/passwd", cover="/etc/hosts"
    )
    return school
