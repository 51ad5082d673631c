"""Every error a user can meet: one clear line, what was found, and what to do next."""

from __future__ import annotations


class RagError(Exception):
    """Base of all errors the project raises on purpose; shown to the user as words, never as a traceback.

    Args:
        message: What was expected, what was found and where, in one line.
        hint: What the user can do about it, in one line.
    """

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}"


class SettingsError(RagError):
    """A setting, a flag or an environment variable has a value that cannot be used."""


class CorpusError(RagError):
    """The corpus folder, its manifest or one of its source files is missing, altered or unreadable."""


class ParseError(RagError):
    """A source file was read, but no notice can be made of it."""


class UnknownAddress(RagError):
    """A notice or an item was asked for that the corpus does not hold."""


class IndexMissing(RagError):
    """No index has been built yet where one was looked for."""


class IndexMismatch(RagError):
    """The index is truncated, altered, or was built with other settings than those in force."""


class ModelMissing(RagError):
    """The encoder or the language model that the settings name cannot be opened."""


class ModelFailed(RagError):
    """The language model was reached, but gave no usable answer in time."""


class QuestionError(RagError):
    """The question is empty, too long, or not text."""


class ServeError(RagError):
    """The web page cannot be served: the port is taken, say."""


class NotAllowed(RagError):
    """A change was asked for that this server does not make for whoever asked."""


class EvalError(RagError):
    """A question set, a run file or a case in one is malformed."""
