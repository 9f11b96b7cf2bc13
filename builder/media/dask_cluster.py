"""The workers of a Dask cluster that runs already. Dask is imported only where it is asked for."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from builder.media.cluster import Cluster
from builder.media.errors import ClusterError

_PATIENCE = 10  # seconds for the scheduler's answer
_AHEAD = 2  # jobs a thread: the next one is there when one ends


@contextmanager
def dask_cluster(address: str) -> Iterator[Cluster]:
    """
    Connect to a scheduler.

    Args:
        address: Such as `tcp://10.0.0.5:8786`.

    Raises:
        ClusterError: Dask is not installed, the scheduler does not answer, or
            it has no workers.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, and a second of imports
    except ImportError as error:
        message = "encoding on a Dask cluster needs Dask, which is not installed"
        raise ClusterError(message, 'pip install "renlearn[dask]"') from error
    # Its own words about a connection that is lost would stand beside ours.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client: Any = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        message = f"no Dask scheduler answers at {address}"
        mend = "look at the address, such as tcp://10.0.0.5:8786, and whether it runs"
        raise ClusterError(message, mend) from error
    try:
        threads = sum(client.nthreads().values())
        if not threads:
            message = f"the Dask scheduler at {address} has no workers"
            raise ClusterError(message, f"start some: dask worker {address} --nthreads 1")
        yield Cluster(client.get_executor(), _AHEAD * threads)
    finally:
        client.close()
