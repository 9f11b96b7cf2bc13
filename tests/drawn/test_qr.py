"""QR codes as a phone reads them."""

from __future__ import annotations

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from builder.drawn.qr import QrError, ascii_address, qr_png
from tests.pictures import saved

URL = "https://school.example/business/accounting/01-why-accounts/?from=wx"


def opened(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data)) as image:
        return image.convert("L")


def read(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


@pytest.mark.parametrize("text", [URL, "x", "你好", "https://school.example/" + "a" * 1500])
def test_it_says_what_it_was_given(text: str) -> None:
    assert read(opened(qr_png(text))) == [text]


def test_it_is_still_read_after_jpeg_and_at_half_its_size() -> None:
    code = opened(qr_png(URL))
    poor = opened(saved(code, "JPEG", quality=20))

    assert read(poor) == [URL]
    assert read(poor.resize((code.width // 2, code.height // 2))) == [URL]


@pytest.mark.parametrize("text", ["x", URL, "y" * 300])
def test_it_is_large_black_on_white_with_its_quiet_zone(text: str) -> None:
    code = opened(qr_png(text, module=3))
    left, top, right, bottom = code.point(lambda value: 255 - value).getbbox() or (0, 0, 0, 0)
    # The finder pattern in the corner is seven modules wide.
    finder = next(x for x in range(left, right) if code.getpixel((x, top)) == 255) - left

    assert min(code.size) >= 300
    assert {value for _, value in code.getcolors() or []} == {0, 255}
    assert left == top == code.width - right == code.height - bottom == 4 * finder // 7


def test_modules_may_be_larger() -> None:
    assert opened(qr_png(URL, module=20)).width > opened(qr_png(URL)).width


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("https://a.cn/商业/记账/", "https://a.cn/%E5%95%86%E4%B8%9A/%E8%AE%B0%E8%B4%A6/"),
        ("https://a.cn/%E8%AE%B0?a=b%20c#节", "https://a.cn/%E8%AE%B0?a=b%20c#%E8%8A%82"),
        ("https://学校.cn:8080/x y", "https://xn--48s290a.cn:8080/x%20y"),
        ("https://a.cn/x/?from=wx", "https://a.cn/x/?from=wx"),
        ("第一课", "第一课"),
        ("https://[bad/课", "https://[bad/课"),
    ],
)
def test_addresses_are_written_as_browsers_send_them(address: str, sent: str) -> None:
    assert ascii_address(address) == sent
    assert read(opened(qr_png(address))) == [sent]


def test_what_is_too_long_is_said() -> None:
    with pytest.raises(QrError):
        qr_png("学" * 3000)
