"""A script of a page, joined with all that it imports: real sites, too, send few scripts and not one for each module.

Only as much of the language is understood as the fixtures use: imports of names, each on a line of its own, and
exports of functions, classes, and single constants. No two modules may import each other.
"""

from __future__ import annotations

import re
from pathlib import Path

_IMPORT = re.compile(r'^import \{(?P<names>[^}]*)\} from "(?P<path>[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) (\w+))", re.MULTILINE)


def bundle(file: Path, kit: Path) -> str:
    """Return a module as one that imports nothing; what it exports, it exports still.

    Args:
        file: the module.
        kit: the folder that modules call ``../kit``.
    """
    modules: dict[Path, str] = {}
    own = _linked(file, kit, modules)
    return "\n".join([*modules.values(), own])


def _linked(file: Path, kit: Path, modules: dict[Path, str]) -> str:
    """Return a module's text with its imports taken from the modules before it, which are added."""

    def taken(found: re.Match[str]) -> str:
        other = _imported(file, kit, found["path"])
        _add(other, kit, modules)
        return f"const {{{found['names'].replace(' as ', ': ')}}} = {_name(other)};\n"

    return _IMPORT.sub(taken, file.read_text("utf-8"))


def _add(file: Path, kit: Path, modules: dict[Path, str]) -> None:
    if file in modules:
        return
    text = _linked(file, kit, modules)
    body, names = _EXPORT.sub("", text), ", ".join(_EXPORT.findall(text))
    modules[file] = f"const {_name(file)} = (() => {{\n{body}\nreturn {{ {names} }};\n}})();"


def _imported(file: Path, kit: Path, path: str) -> Path:
    folder, _, name = path.rpartition("/")
    return (kit if folder == "../kit" else file.parent) / name


def _name(file: Path) -> str:
    return "$" + re.sub(r"\W", "_", f"{file.parent.name}_{file.stem}")
