"""The language in which a command speaks to staff: `--lang`, or that of their computer."""

from __future__ import annotations

import locale
import os
from collections.abc import Callable
from typing import TypeVar

import click
from click.core import ParameterSource

from builder.i18n import Said, StaffLanguage

Command = TypeVar("Command", bound=Callable[..., object])
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides, as POSIX has it
_CHINESE = ("zh", "chinese")  # as Linux and as Windows call it


def staff_language() -> StaffLanguage:
    """The language of the user's computer; English where it is neither."""
    named = next(filter(None, map(os.environ.get, _VARIABLES)), None)
    if named is None:
        named = locale.getlocale()[0] or ""
    return "zh" if named.lower().startswith(_CHINESE) else "en"


def language_option(command: Command) -> Command:
    """Give a command the argument `language`."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(["zh", "en"]),
        default=staff_language,
        help="Language of the messages (default: that of this computer).",
    )(command)


def language_of_records(language: StaffLanguage) -> StaffLanguage:
    """
    The language of what scripts read: `language` where `--lang` asks for it, else English.

    A script should see the same on every computer.
    """
    source = click.get_current_context().get_parameter_source("language")
    return language if source is ParameterSource.COMMANDLINE else "en"


def failure(said: Said, language: StaffLanguage) -> click.ClickException:
    """A reason to end with exit status 1."""
    stop = _Failure(said.in_language(language))
    stop.head = "错误：" if language == "zh" else "Error: "
    return stop


class _Failure(click.ClickException):
    head = "Error: "

    def show(self, file: object = None) -> None:  # noqa: ARG002 - click's signature
        """Say it in one language throughout."""
        click.echo(f"{self.head}{self.format_message()}", err=True)
