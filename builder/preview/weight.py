"""What the open page costs a reader, beside what it may cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.model.media import Picture, Recording
from builder.model.network import NETWORKS, Network, Wait, wait
from builder.preview.bare import bare
from builder.report.weighed import compressed_size

OVERHEAD = 2_000  # bytes (brotli) that a lesson's page may have over its bare text


@dataclass(frozen=True)
class Limit:
    """A figure beside the most that it may be, both in bytes (brotli)."""

    bytes: int
    most: int

    @property
    def kept(self) -> bool:
        """Whether the figure is within the limit."""
        return self.bytes <= self.most


@dataclass(frozen=True)
class PageWeight:
    """
    Bytes of one page as a build would write it.

    Attributes:
        text: Its HTML (brotli).
        pictures: All its pictures, as a phone of 360 CSS px and two device
            pixels each downloads them.
        recordings: What playing all of them takes besides.
        over: A lesson's HTML over its bare text; None for other pages.
        budget: The HTML beside `budgets: page` of `school.yml`; None without such.
        waits: What a reader waits on each kind of network.
    """

    text: int
    pictures: int
    recordings: int
    over: Limit | None
    budget: Limit | None
    waits: tuple[tuple[Network, Wait], ...]

    @property
    def first_view(self) -> int:
        """What opening the page takes, all its pictures included."""
        return self.text + self.pictures


def page_weight(
    html: str,
    pictures: Sequence[Picture],
    recordings: Sequence[Recording],
    *,
    lesson: bool,
    budget: int | None,
) -> PageWeight:
    """
    Weigh a finished page.

    Args:
        html: As a build writes it.
        pictures: That it shows.
        recordings: That it plays.
        lesson: Whether it is a lesson's page, which has a limit of its own.
        budget: `budgets: page` of `school.yml`, or None.
    """
    text = compressed_size(html.encode())
    seen = sum(one.phone_bytes for one in pictures)
    heard = sum(one.phone_bytes for one in recordings)
    return PageWeight(
        text,
        seen,
        heard,
        Limit(text - compressed_size(bare(html).encode()), OVERHEAD) if lesson else None,
        Limit(text, budget) if budget else None,
        tuple((network, wait(network, text, seen, heard)) for network in NETWORKS),
    )
