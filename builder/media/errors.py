"""What is said of a picture or recording that cannot be used."""


class MediaError(Exception):
    """
    A medium that cannot be shown or played.

    Attributes:
        message: What is wrong, in plain words.
        mend: What its author should do.
    """

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message, mend)
        self.message = message
        self.mend = mend


class ClusterError(Exception):
    """
    Other machines that should have encoded cannot be reached.

    Attributes:
        message: What is wrong, in plain words.
        mend: What to do.
    """

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message, mend)
        self.message = message
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.message}; {self.mend}"
