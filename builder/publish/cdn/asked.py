"""Asks a network to forget addresses, within what it allows, and says what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

from builder.publish.cdn.folders import folders_of, is_in
from builder.publish.cdn.vendor import RefusedError, UnavailableError, Vendor
from builder.publish.refresh import Outcome

_LATER = "they turn over by themselves when their time in the caches is up"


class Asked:
    """
    The refresher of one network, whose library is loaded when there is something to refresh.

    Args:
        name: Of the network.
        make: Gives the network; raises UnavailableError.
        secrets: What must stand in no words.
    """

    def __init__(self, name: str, make: Callable[[], Vendor], secrets: Iterable[str]) -> None:
        self._name = name
        self._make = make
        self._secrets = [one for one in secrets if one]

    @property
    def why_not(self) -> str:
        """What is missing before the network can be asked, or ""; nothing is sent."""
        try:
            self._make()
        except UnavailableError as why:
            return f"{self._name}: {why}"
        return ""

    def refresh(self, urls: Sequence[str]) -> Outcome:
        """
        Refresh addresses; where they are too many, the folders that hold them.

        What the network does not accept is left: a publication is whole
        without it, and pages turn over by themselves.
        """
        wanted = list(dict.fromkeys(urls))
        if not wanted:
            return Outcome((), ())
        try:
            self._vendor = self._make()
            self._rest = self._vendor.allowance()
        except (UnavailableError, RefusedError) as fault:
            return self._outcome([], wanted, str(fault))
        told = self._rest.urls
        room = min(self._vendor.quota.most, len(wanted) if told is None else told)
        return self._by_folder([], wanted) if len(wanted) > room else self._one_by_one(wanted)

    def _one_by_one(self, wanted: list[str]) -> Outcome:
        done: list[str] = []
        for batch in _batches(wanted, self._vendor.quota.batch):
            try:
                self._vendor.refresh_urls(batch)
            except RefusedError as fault:
                left = wanted[len(done) :]
                if fault.spent:
                    return self._by_folder(done, left)
                return self._outcome(done, left, str(fault))
            done += batch
            time.sleep(self._vendor.quota.pause)
        return self._outcome(done, [], "")

    def _by_folder(self, done: list[str], wanted: list[str]) -> Outcome:
        """The addresses that lie in folders; those at the top of the site by themselves."""
        most, told = self._vendor.quota.folder_batch, self._rest.folders
        folders = folders_of(wanted, most if told is None else min(most, told))
        inside = [url for url in wanted if is_in(url, folders)]
        words = f"{len(wanted)} addresses are more than it takes today"
        if folders:
            try:
                self._vendor.refresh_folders(folders)
            except RefusedError as fault:
                return self._outcome(done, wanted, str(fault))
            words += f"; refreshed instead: {', '.join(folders)}"
        outside = [url for url in wanted if url not in set(inside)]
        alone = self._few(outside)
        left = [url for url in outside if url not in set(alone)]
        return self._outcome([*done, *inside, *alone], left, words)

    def _few(self, urls: list[str]) -> list[str]:
        """As many of some addresses as one call takes."""
        most, told = self._vendor.quota.batch, self._rest.urls
        few = urls[: most if told is None else min(most, told)]
        try:
            if few:
                self._vendor.refresh_urls(few)
        except RefusedError:
            return []
        return few

    def _outcome(self, done: Sequence[str], left: Sequence[str], words: str) -> Outcome:
        told = [words] if words else []
        if left:
            told.append(f"{len(left)} addresses were not refreshed; {_LATER}")
        said = f"{self._name}: {'; '.join(told)}" if told else ""
        for secret in self._secrets:
            said = said.replace(secret, "***")
        return Outcome(tuple(done), tuple(left), said)


def _batches(urls: Sequence[str], size: int) -> Iterable[list[str]]:
    return (list(urls[at : at + size]) for at in range(0, len(urls), size))
