"""Pushes that are killed at random moments while WeChat fails now and then."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass

from tests.wechat.bundles import COURSE
from tests.wechat.running import Pusher

KINDS = ["busy", "busy-after", "502", "502-after", "reset-before", "reset-after", "twice"]
KINDS += ["html", "expired"]
LOST = {"reset-after", "502-after", "busy-after"}  # carried out, and the client cannot know


@dataclass
class Figures:
    """What such a push left behind."""

    lessons: int
    drafts: Counter[str]
    added: int
    covers: Counter[str]
    pictures: Counter[str]
    lost: Counter[str]
    kills: int
    faults: int
    calls: int

    @property
    def twice(self) -> int:
        """Pictures of bodies that were sent more than once."""
        return sum(self.pictures.values()) - len(self.pictures)

    @property
    def unexplained(self) -> int:
        """Of those, the uploads whose answer was not lost by a fault; a kill explains one each."""
        return sum(max(0, count - 1 - self.lost[sha256]) for sha256, count in self.pictures.items())

    def __str__(self) -> str:
        return (
            f"{self.lessons} lessons, {self.kills} kills, {self.faults} faults in {self.calls} "
            f"calls: {sum(self.drafts.values())} drafts of {len(self.drafts)} lessons, "
            f"{self.added} added; {sum(self.covers.values())} covers of {len(self.covers)}; "
            f"{sum(self.pictures.values())} uploads of {len(self.pictures)} pictures, {self.twice} "
            f"twice, {self.unexplained} of them by kills"
        )


def killed_push(pusher: Pusher, kills: int, rate: float, seed: int) -> Figures:
    """Push the course, killing as often, until a push comes to its end."""
    server, chance = pusher.server, random.Random(seed)
    server.faults(rate=rate, kinds=KINDS, seed=seed)
    lessons = len(list((pusher.root / "build" / "wechat" / COURSE).iterdir()))
    expected = lessons * 5
    moments = sorted(chance.randrange(1, expected) for _ in range(kills))
    for moment in moments:
        _push_until(pusher, moment, chance.uniform(0, 0.03))
    for _ in range(3):  # a push may end early with a fault; the next one goes on
        if pusher.push(COURSE).exit_code == 0:
            break
    return _figures(pusher, lessons, kills)


def _push_until(pusher: Pusher, calls: int, delay: float) -> None:
    process = pusher.start("push", COURSE)
    goal = max(calls, _calls(pusher) + 1)
    while _calls(pusher) < goal and process.poll() is None:
        time.sleep(0.002)
    time.sleep(delay)
    process.kill()
    out, err = process.communicate(timeout=60)
    pusher.said.append(out + err)


def _calls(pusher: Pusher) -> int:
    return int(pusher.server.order("count")["calls"])


def _figures(pusher: Pusher, lessons: int, kills: int) -> Figures:
    server = pusher.server
    journal = server.journal
    lost = Counter(
        one["sha256"] for one in journal if one["fault"] in LOST and one["call"] == PICTURE
    )
    return Figures(
        lessons=lessons,
        drafts=Counter(url for urls in server.drafts() for url in urls),
        added=sum(len(one["urls"]) for one in server.done("draft/add")),
        covers=server.uploads("material/add_material"),
        pictures=server.uploads(PICTURE),
        lost=lost,
        kills=kills,
        faults=sum(bool(one["fault"]) for one in journal),
        calls=len(journal),
    )


PICTURE = "media/uploadimg"
