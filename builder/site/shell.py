"""The last step of a page: the styles it uses, its scripts, squeezed and sealed by a CSP."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from builder.i18n import SOURCE
from builder.site.chunks import used
from builder.site.scripts import inline, is_late
from builder.site.squeeze import squeeze


def seal(
    html: str,
    theme: Path,
    script_url: str,
    *,
    language: str = SOURCE,
    sealed: bool = True,
    elsewhere: tuple[str, str] = ("", ""),
    own: Path | None = None,
) -> str:
    """
    Finish a rendered page.

    `<!--csp-->`, `<!--css-->` and `<!--js-->` stand in the templates where
    the policy, the styles and the scripts go. The policy names the hashes of
    what stands in the page, so nothing else can run in it (Content Security
    Policy Level 3, 6.7.3.3).

    Args:
        html: As the template gave it.
        theme: Folder of styles and scripts.
        script_url: Of the page's script, relative to the page, or "" for none.
        language: Of the page (BCP 47 tag).
        sealed: Whether the policy stands in the page; the preview's reloader
            is a script that no hash names.
        elsewhere: A script of another host that the page may load, and an
            origin that it may ask; "" for none.
        own: The school's own theme; its `site.css` follows the other.
    """
    css, head = used(theme / "site.css", html), inline(theme, html, language, script_url)
    if own and (own / "site.css").is_file():
        css += used(own / "site.css", html)
    allowed = (head, "'self'" if script_url else "", elsewhere[0])
    scripts = f"<script>{head}</script>" if head else ""
    if script_url and not is_late(html):
        scripts += f"<script src={script_url} defer></script>"
    csp = _policy(css, allowed, elsewhere[1], has_audio="<audio" in html) if sealed else ""
    page = squeeze(html).replace("<!--csp-->", csp)
    return page.replace("<!--css-->", f"<style>{css}</style>").replace("<!--js-->", scripts)


# The pages of a school differ in a few dozen ways.
@lru_cache(maxsize=1_000)
def _policy(css: str, allowed: tuple[str, str, str], asked: str, *, has_audio: bool) -> str:
    """For styles; a script in the page and the sources of others; an origin to ask."""
    head, *sources = allowed
    scripts = [f"'{_hash(head)}'" if head else "", *sources]
    media = "media-src 'self';" if has_audio else ""
    policy = (
        f"default-src 'none';img-src 'self';{media}"
        f"style-src '{_hash(css)}';base-uri 'none';form-action 'none'"
    )
    policy += f";connect-src {asked}" if asked else ""
    if any(scripts):
        policy += f";script-src {' '.join(filter(None, scripts))}"
    return f'<meta http-equiv=Content-Security-Policy content="{policy}">'


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
