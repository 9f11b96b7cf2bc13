"""The networks whose refresh calls are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from builder.publish.refresh import Outcome, Refresher


class _Unknown:
    """Stands for a network that cannot be called: leaves every address."""

    def __init__(self, vendor: str) -> None:
        self._vendor = vendor

    def refresh(self, urls: Sequence[str]) -> Outcome:
        return Outcome((), tuple(urls), f"no refresh call is known for {self._vendor}")


def refresher(settings: Mapping[str, str], env: Mapping[str, str]) -> Refresher:  # noqa: ARG001
    """
    Give the refresher of a target.

    Args:
        settings: The keys below `cdn:` in publish.yml, `vendor` among them.
        env: The environment, where the keys of the vendor's account stand.
    """
    return _Unknown(settings.get("vendor", "this network"))
