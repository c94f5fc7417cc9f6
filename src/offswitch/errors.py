"""Everything that can go wrong, by how far it reaches.

OffswitchError                  message, hint, exit code: one ``error:`` and one ``hint:`` line
├─ ConfigError                  bad flags, a bad file, a bad scenario
│  └─ NobodyToAsk               something needs a person's yes, and there is nobody to ask
├─ PackError                    a flow or selector file is invalid: file, place, reason
├─ BrowserError                 no browser, no screen, the browser went away
├─ VaultError                   no keyring, a wrong passphrase, a damaged session file
├─ ProfileInUse                 another run holds this profile
├─ JournalError                 the journal cannot be opened or written
├─ Unreachable                  the account cannot be reached; ends its platform
├─ SettingError                 one setting ends here, with its reason; the run goes on with the next
└─ Bug                          anything else, named by its type alone
"""

import shlex
from collections.abc import Sequence
from pathlib import Path

from offswitch.exitcodes import ExitCode
from offswitch.model.words import Reason

DEBUG_VARIABLE = "OFFSWITCH_DEBUG"
"""Where it is set, tracebacks are shown."""


class OffswitchError(Exception):
    """A problem that a person can act on.

    Args:
        message: what is wrong, in one line, without secrets or page text.
        hint: the next step, in one line.
    """

    exit_code = ExitCode.FAILED

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigError(OffswitchError):
    """A flag, a file or a value that the user gave is wrong."""


class NobodyToAsk(ConfigError):
    """Something needs a person's yes, and there is nobody to ask."""

    exit_code = ExitCode.USAGE


class PackError(OffswitchError):
    """A selector file or a flow is invalid.

    Args:
        problems: one ``file: place: reason`` line for each thing that is wrong.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        count = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        # Lint by itself looks at the bundled files, and at those of the config folder.
        path = Path(problems[0].partition(": ")[0])
        named = f" {shlex.quote(str(path))}" if path.is_file() else ""
        super().__init__(
            f"{problems[0]}{count}", f"run `offswitch selectors lint{named}` to see every problem"
        )
        self.problems = tuple(problems)


class BrowserError(OffswitchError):
    """No browser could be started, or it went away in the middle of a run."""

    exit_code = ExitCode.UNREACHABLE


class VaultError(OffswitchError):
    """A session could not be sealed or opened."""

    exit_code = ExitCode.UNREACHABLE


class ProfileInUse(OffswitchError):
    """Another run holds this profile's lock."""

    exit_code = ExitCode.UNREACHABLE


class JournalError(OffswitchError):
    """The journal could not be opened or written."""


class Unreachable(OffswitchError):
    """The account could not be reached; it needs a person or a network.

    Args:
        reason: one of the ``unreachable`` reasons.
    """

    exit_code = ExitCode.UNREACHABLE

    def __init__(self, reason: Reason, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.reason = reason


class SettingError(OffswitchError):
    """One setting could not be read, switched or proved, or has nothing to switch.

    Args:
        reason: one of the ``failed`` or ``skipped`` reasons.

    Attributes:
        address: of the page that raised it, where that need not be the page at hand.
    """

    def __init__(self, reason: Reason, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.reason = reason
        self.address = ""


class Unmatched(SettingError):
    """Nothing on the page goes by a label that is known: the site may have renamed it.

    Args:
        element: the name in the selector file of what was looked for, where it is one element.
    """

    def __init__(self, reason: Reason, message: str, hint: str = "", *, element: str = "") -> None:
        super().__init__(reason, message, hint)
        self.element = element


class Bug(OffswitchError):
    """A problem that nobody thought of.

    Its own message may quote a page, so the type alone is told.
    """

    exit_code = ExitCode.BUG


_MORE = "run it again as `offswitch --debug …` to see more"


def why_ended(error: BaseException) -> str:
    """Say why work ended, in a few words: what went wrong, or that the person stopped it."""
    if isinstance(error, OffswitchError):
        return error.message
    return as_told(error).message if isinstance(error, Exception) else "you stopped the run"


def as_told(error: Exception) -> OffswitchError:
    """Return any error as one that a person can act on."""
    if isinstance(error, OffswitchError):
        if not error.hint:
            error.hint = _MORE
        return error
    if isinstance(error, OSError):
        reason = error.strerror or type(error).__name__
        return OffswitchError(f"something could not be read or written: {reason}", _MORE)
    return Bug(f"this is a bug in offswitch ({type(error).__name__})", _MORE)
