"""The exception tree. A message here is a sentence that helps the person who reads it."""

from __future__ import annotations


class StewardError(Exception):
    """Base of every error that Steward raises on purpose."""


class UserError(StewardError):
    """What a person did cannot be done; the message is shown to them as it is.

    The message is one sentence or two in the reader's language: what was wrong,
    what is allowed, what to do next. It never carries an internal detail.
    """


class OperatorError(StewardError):
    """The operator has something to mend before Steward can go on.

    ``exit_code`` is what the command line ends with: 2 for wrong usage, 1 otherwise.
    """

    exit_code = 1


class UsageError(OperatorError):
    """The command line was called with something that cannot be."""

    exit_code = 2


class ConfigError(OperatorError):
    """The configuration is refused: the message names key, value given and what is allowed."""

    exit_code = 2


class DatabaseError(OperatorError):
    """The database cannot be used as it is (missing, newer, read-only, full)."""


class DatabaseAwayError(StewardError):
    """The database does not answer, or not in time; the same may do a minute later.

    Whoever reads the cause finds the driver's error there.
    """

    def __init__(self) -> None:
        super().__init__("The database does not answer.")


class ImportFileError(OperatorError):
    """A file to import is truncated, foreign or unreadable."""


class FeatureError(OperatorError):
    """A feature could not be loaded; the start is stopped."""
