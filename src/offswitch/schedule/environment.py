"""Where offswitch's folders are, for a scheduler that can give a command nothing but words.

Windows' Task Scheduler starts a program without a shell, and replaces ``%NAME%`` and ``$(NAME)``
in its arguments; nothing escapes them. So each variable is handed over as one word of letters,
digits and a few signs that no scheduler, shell or parser of command lines takes for anything else.
"""

import os
from collections.abc import Mapping, Sequence
from urllib.parse import quote, unquote

from offswitch.errors import ConfigError
from offswitch.local.folders import HOME_VARIABLE

# A scheduler starts with almost no environment. What says where things are is carried over;
# whatever may hold a secret, such as a proxy's address, is not.
CARRIED = (
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_CACHE_HOME",
    "PLAYWRIGHT_BROWSERS_PATH",
    "OFFSWITCH_BROWSER",
    HOME_VARIABLE,
)
"""Variables that a scheduled command gets."""
OPTION = "--environment"
"""The program's own hidden option that takes such a word."""
_PLAIN = ":\\/"


def words_of(environment: Mapping[str, str]) -> list[str]:
    """Return the options that hand variables over; ``take_over`` reads their words."""
    words = []
    for name, value in environment.items():
        # As in an address, with another sign, since a percent sign is one that Windows replaces.
        words += [OPTION, f"{name}={quote(value, safe=_PLAIN).replace('%', '=')}"]
    return words


def take_over(words: Sequence[str]) -> None:
    """Put variables that were handed over into this process's environment.

    Raises:
        ConfigError: one is none of those that are carried.
    """
    for word in words:
        name, sign, value = word.partition("=")
        if name not in CARRIED or not sign:
            raise ConfigError(f"{word!r} cannot be handed over", f"say {', '.join(CARRIED)}")
        os.environ[name] = unquote(value.replace("=", "%"))
