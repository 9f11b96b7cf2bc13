"""What stops work with a bucket, said so that its reader knows what to do."""

from __future__ import annotations


class OutsideError(Exception):
    """
    Something outside of this program and of the content is wrong.

    Attributes:
        message: What is wrong, one clause without a final stop.
        mend: What to do, one clause.
    """

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(f"{message}; {mend}")
        self.message = message
        self.mend = mend
