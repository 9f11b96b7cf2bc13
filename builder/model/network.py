"""What bytes cost over a mobile network: seconds and yuan."""

from __future__ import annotations

from dataclasses import dataclass

FIRST_TRIPS = 4  # round trips to a page: name, TCP, TLS 1.3, request with its answer
MORE_TRIPS = 1  # what a page asks for afterwards, on the same connection
DATA_PRICE = 5  # yuan a gigabyte; see docs/formats.md
_GIGABYTE = 1_000_000_000


@dataclass(frozen=True)
class Network:
    """A kind of mobile network: its name, seconds of a round trip, bits a second downwards."""

    name: str
    round_trip: float
    rate: int

    def seconds(self, size: int, trips: int) -> float:
        """Time until `size` bytes are there after so many round trips."""
        return trips * self.round_trip + 8 * size / self.rate


# WebPageTest's presets of these names (www/settings/connectivity.ini.sample).
NETWORKS = (
    Network("2G", 0.8, 280_000),
    Network("3G", 0.3, 1_600_000),
    Network("4G", 0.17, 9_000_000),
)


@dataclass(frozen=True)
class Wait:
    """
    Seconds that a reader waits for a page, each counted from the tap on its link.

    Attributes:
        text: Until it can be read.
        view: Until its pictures are there too.
        whole: Until all its recordings have been fetched too.
    """

    text: float
    view: float
    whole: float


def wait(network: Network, text: int, pictures: int, recordings: int) -> Wait:
    """How long a page takes whose parts have so many bytes; one that has none takes no time."""
    read = network.seconds(text, FIRST_TRIPS)
    view = read + (network.seconds(pictures, MORE_TRIPS) if pictures else 0)
    heard = network.seconds(recordings, MORE_TRIPS) if recordings else 0
    return Wait(*(round(seconds, 2) for seconds in (read, view, view + heard)))


def yuan(size: int, price: int) -> float:
    """What `size` bytes cost at a price in yuan a gigabyte, with six places."""
    return round(size * price / _GIGABYTE, 6)
