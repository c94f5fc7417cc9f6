"""The JavaScript that runs in a page: modules of the folder ``js``, joined into one expression.

The modules are ordinary ones, so that editors and linters understand them. A page has no way to
load them, though: its policy may refuse any script that it did not bring along. So a module and all
that it imports are joined in one function, with their imports and exports taken out. That is also
why two modules that are joined must not use one name for two things.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "js"
_IMPORT = re.compile(r'^import \{[^}]*\} from "(?P<path>[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(async |)function |const |class )", re.MULTILINE)


@cache
def script(module: str, value: str) -> str:
    """Return an expression for ``evaluate`` and its like.

    Args:
        module: a file of the folder ``js``, such as ``survey/survey.js``.
        value: what the expression gives: a function of that module, or any expression of its names.
    """
    parts: dict[Path, str] = {}
    _collect((_FOLDER / module).resolve(), parts)
    return (
        "(() => {\n" + "\n".join(['"use strict";', *parts.values(), f"return {value};"]) + "\n})()"
    )


def _collect(file: Path, parts: dict[Path, str]) -> None:
    """Add a module after all that it imports."""
    if file in parts:
        return
    text = file.read_text(encoding="utf-8")
    for found in _IMPORT.finditer(text):
        _collect((file.parent / found["path"]).resolve(), parts)
    parts[file] = _EXPORT.sub("", _IMPORT.sub("", text))
