"""The errors that drafter raises on purpose.

DrafterError
├── InputError          a request or draft that cannot be read
├── ConfigError         a profile, setting, rule file, prompt or model spec that is wrong
└── ModelError          no usable text came from the model
    ├── ModelUnavailable    it could not be reached, or refused the call
    └── ModelUnusable       it answered, but with nothing that could be a reply
        └── AnswerCutOff        it reached its length limit in the middle of the answer

Every message is one line: what is wrong, where, and how to mend it.
"""

from __future__ import annotations

from drafter.usage import Usage


class DrafterError(Exception):
    """Base of all errors for callers; `exit_code` is what the command line exits with."""

    exit_code = 2


class InputError(DrafterError):
    """The request or draft is missing, empty, too large, binary or undecodable."""


class ConfigError(DrafterError):
    """A profile, setting, rule file, prompt or model spec is wrong."""


class ModelError(DrafterError):
    """The model gave no usable text; `usage` is what the call cost all the same."""

    exit_code = 3

    def __init__(self, message: str, usage: Usage | None = None) -> None:
        super().__init__(message)
        self.usage = usage or Usage()


class ModelUnavailable(ModelError):
    """The model could not be reached, or its server refused the call."""


class ModelUnusable(ModelError):
    """The model answered with nothing that could be a reply."""


class AnswerCutOff(ModelUnusable):
    """The model reached its length limit in the middle of the answer."""
