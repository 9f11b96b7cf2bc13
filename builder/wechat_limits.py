"""
WeChat's figures in one place, since WeChat changes them.

Each has the section of the collected rules beside it (`docs/wechat.md` says
how to try them on a real account): [doc] from WeChat's documentation, the
rest from its staff, from issues, or from what widely used code does.
"""

from __future__ import annotations

KB = 1024
MB = 1024 * KB

# Calls (§2)
API = "https://api.weixin.qq.com"
TIMEOUT = 30.0  # seconds
UPLOAD_TIMEOUT = 60.0  # seconds
TOKEN_LIFE = 7_200  # seconds at most (§2.1) [doc]
TOKEN_OVERLAP = 300  # seconds in which the old and the new token both work (§2.1) [doc]
STRUCTURE_HOST = "https://mp.weixin.qq.com"  # of the public structure check (§7.6) [doc]
BACK_OFF = (1.0, 2.0, 4.0, 8.0, 16.0)  # seconds between tries (§6.6)
TOO_FAST_WAIT = 60.0  # seconds after 45011 (§5)
DAILY_QUOTAS = {  # calls a day of a new account (§2.2) [doc]
    "draft/add": 1_000,
    "draft/update": 1_000,
    "draft/delete": 1_000,
    "draft/count": 1_000,
    "draft/batchget": 1_000,
    "draft/get": 500,
    "material/add_material": 100_000,
    "media/uploadimg": 1_000,
}

# Uploads (§3)
BODY_PICTURE_BYTES = 1 * MB  # uploadimg: fewer [doc]
BODY_PICTURE_TYPES = ("image/jpeg", "image/png")  # uploadimg [doc]
MATERIAL_BYTES = 10 * MB  # add_material type=image [doc]
MATERIAL_TYPES = ("image/jpeg", "image/png", "image/gif", "image/bmp")  # [doc]
MATERIAL_PAGE = 20  # items of one batchget_material
MATERIALS = 100_000  # pictures of one account's library [doc]
PICTURE_WIDTH = 1_080  # px: the usual full-width source [doc sample]
SHOWN_WIDTH = 677  # px: the article column on a desktop [doc]
JPEG_QUALITY = 84  # WeChat compresses once more for the phone
PASTED_PICTURE_BYTES = 2 * MB  # larger ones fail to transfer from a paste (§10)
PASTED_BYTES = 10 * MB  # of all pictures of a paste (§10)

# Drafts (§4)
TITLE = 32  # characters [doc]
CONSOLE_TITLE = 64  # characters that the console takes
AUTHOR = 16  # characters [doc]
DIGEST = 120  # characters; [doc] says 128, the console counts to 120
CONTENT = 20_000  # characters of HTML: fewer [doc and staff]
CONTENT_BYTES = 1 * MB  # [doc]
SOURCE_URL_BYTES = 1 * KB  # [doc]
ARTICLES = 8  # in one draft
DRAFT_PAGE = 20  # drafts of one batchget
DRAFT_PAGES = 100  # pages walked to find a draft again (§6.3)
MEDIA_ID = 128  # characters
UPLOADED_URL = 140  # characters of the address that a body picture gets [doc sample]
COVER = (900, 383)  # px, 2.35:1; the middle square is the 1:1 crop
SOURCE_MARK = "from=wx"  # in content_source_url, the same for ever (§6.3)

# HTML (§7, §8)
RATIO = 8.0  # characters of HTML per visible character that we aim at (§7.5)
TABLE_COLUMNS = 4  # more become a block per row (§7.4)
CHAIN = 10  # nested elements of the same tag and style (§7.4) [doc]
SVG_REVEALS = 8  # questions that may open by a tap in one article (§8)
SVG_LINES = 5  # lines of an answer behind a tap (§8)

# Structure (§7.6) [doc], the figures in WeChat's own checker where its text has none
WIDTHS = (585, 677, 375)  # px at which WeChat checks an article
WIDTH_TOLERANCE = 10  # px by which a width may differ between two screens
SHARE_TOLERANCE = 0.2  # of the screen by which a share may differ
LINE_PITCH = 0.95  # font sizes between two lines at least
ESTIMATED_LINE = 1.2  # font sizes that the checker takes for `line-height:normal`
CUT_OFF = ((200, 5), (float("inf"), 20))  # boxes up to so many px: px of text that may stick out
NESTING = 15  # elements deep, from where wrappers that add nothing are reported
CHILDREN = 20  # more than so many children …
EMPTY_CHILDREN = 15  # … of which more than so many are empty, lose the empty ones
FONTS = "mp-quote, PingFang SC, system-ui, -apple-system"  # what a font-family may begin with

# Dark mode (§7.7) [doc]: colours, and brightnesses from 0 to 255
LIGHT_PAGE, LIGHT_TEXT = "#fff", "#191919"
DARK_PAGE, DARK_TEXT = "#191919", "#a3a3a3"
CONTRAST = 1.5  # between text and ground after the conversion, at least (§7.6)
WHITE_LIKE = 250  # brighter counts as white
BRIGHTEST_GROUND = 190
LIGHT_GROUND = 100  # from here text on it is made darker, below it brighter
TEXT_OFFSET = 65  # brightness between text and ground at least
PALE_GREY = 40  # HSL lightness in percent: brighter greys are turned over
DARKEST_GROUND = 22  # HSL lightness in percent
SEE_THROUGH = 0.05  # of opacity: less is left alone

# Pages in WeChat's browser (§11)
PAGE_TITLE = 30  # characters of <title> that a card shows (§11.4)
PAGE_SUMMARY = 60  # characters of the description (§11.4)
SHARE_PICTURE = 400  # px, square (§11.4)
SHARE_PICTURE_BYTES = 32 * KB  # (§11.4)
QR_WIDTH = 150  # CSS px at least (§11.3)
QR_QUIET = 4  # modules of quiet zone (§11.3)
GROUP_DAYS = 7  # days that a group's QR code lives (§11.3)
GROUP_WARNING = 2  # days before its end that `check` warns
GROUP_MEMBERS = 200  # above, a scan no longer joins (§11.3)
