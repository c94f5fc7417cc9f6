"""Are selector files in order? Every problem with its file and place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from offswitch.errors import PackError
from offswitch.model.coherence import contradictions
from offswitch.model.geography import json_schema
from offswitch.packs import disk
from offswitch.packs.disk import LABELS, File, files_below, is_bundled, label_problems, parse
from offswitch.packs.library import Library
from offswitch.packs.platforms import load_flow


def lint(paths: Sequence[Path], folders: Sequence[Path] = ()) -> list[str]:
    """Check selector files.

    Args:
        paths: files or folders; none means every bundled file and every one of ``folders``.
        folders: the user's own folders.

    Returns:
        ``file: place: reason`` for each problem; empty when all is well.
    """
    files = [found for path in paths for found in files_below(path)]
    if not paths:
        files = [
            found for folder in (disk.bundled_folder(), *folders) for found in files_below(folder)
        ]
    problems = []
    parsed = []
    words = []
    for path in files:
        if path.parent.name == LABELS:
            found = label_problems(path)
            words += [] if found else [path.resolve()]
        else:
            file, found = parse(path)
            parsed += [file] if file is not None else []
        problems += found
    try:
        problems += _cross_check(parsed, words, folders)
    except PackError as error:  # what lies beside them is wrong itself
        problems += error.problems
    return list(dict.fromkeys(problems))


def schema_text() -> str:
    """Return the JSON Schema of a selector file, as committed in ``selectors/schema.json``."""
    return json.dumps(json_schema(), indent=2, sort_keys=True) + "\n"


def _cross_check(files: list[File], words: Sequence[Path], folders: Sequence[Path]) -> list[str]:
    library = Library(folders)
    known = {file.path for file in library.files}
    library.files += [file for file in files if file.path not in known]
    shelves = {folder.resolve() for folder in library.folders}
    own = [path.parents[2] for path in words]  # <folder>/<platform>/labels/<language>.toml
    library.folders += [folder for folder in dict.fromkeys(own) if folder not in shelves]
    problems = []
    for file in files:
        problems += [
            f"{file.path}: extends: no file `common.toml` of a platform `{name}`"
            for name in file.data.extends
            if not library.has_common(name)
        ]
        if file.data.version is None:
            continue
        merged = library.merged(file)
        lexicon = library.lexicon_of(file)
        found = [*contradictions(merged, lexicon), *_address_problems(file), *_aimless(file)]
        problems += [f"{file.path}: {place}: {reason}" for place, reason in found]
    platforms = [file.data.platform for file in files if not file.bundled]
    platforms += [path.parents[1].name for path in words if not is_bundled(path)]
    for name in dict.fromkeys(platforms):
        problems += library.turned_round(name)
    return problems


def _aimless(file: File) -> list[tuple[str, str]]:
    """Without a flow, every route needs an intent: else nobody says what the setting is for."""
    if load_flow(file.data.platform) is not None:
        told = file.data.sign_in is not None
        return [("session", "the platform's flow says how to sign in")] if told else []
    return [
        (f"routes.{name}", "no flow or intent names this setting")
        for name in file.data.routes
        if name not in file.data.intent
    ]


def _address_problems(file: File) -> list[tuple[str, str]]:
    if not file.bundled:
        return []
    return [
        (f"routes.{name}.url", "plain http is for a user's own files")
        for name, route in file.data.routes.items()
        if route.url and urlsplit(route.url).scheme == "http"
    ]
