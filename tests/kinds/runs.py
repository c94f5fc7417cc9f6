"""Runs of the program on a small settings page: the selector file, and what a run said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.conftest import Done, Program
from tests.kinds.app import EVERYONE, NOBODY, OFF, ON, PLATFORM, USAGE, App


def selectors(
    folder: Path,
    app: App,
    *,
    paths: tuple[str, str] = ("/", "/"),
    state: str = "",
    labels: Mapping[str, str] | None = None,
    elements: str = "",
    usage: str = "",
    sharing: str = "",
    more: str = "",
) -> Path:
    """Write the selector file of a page into a folder and return the folder.

    Args:
        folder: where a new folder for the file is made.
        app: the server; its port goes into every address.
        paths: the address of each setting's page, the switch's first.
        state: a `state = …` table for the switch's control.
        labels: other words for `usage`, `nobody`, `everyone` or `heading`.
        elements: more lines for `[elements]`.
        usage: more lines for `[routes.usage]`; `save` and `control` replace the plain ones.
        sharing: the same for `[routes.sharing]`.
        more: further tables, such as `[requests]`.
    """
    words = {"usage": USAGE, "nobody": NOBODY, "everyone": EVERYONE, "heading": "Data use"}
    words |= labels or {}
    told = f", state = {state}" if state else ""
    switch = f'control = {{ kind = "switch", element = "usage"{told} }}'
    choice = 'control = { kind = "choice", off = "nobody", on = "everyone" }'
    text = f"""schema = 1
platform = "{PLATFORM}"
version = "2026-11"
title = "Birdhouse"
hosts = ["{app.host}"]

[intent.usage]
category = "research"
title = "Usage data"
[intent.sharing]
category = "ai_training"
title = "Use of your recordings"

[elements]
usage = [{{ by = "label", label = "{words["usage"]}" }}]
nobody = [{{ by = "label", label = "{words["nobody"]}" }}]
everyone = [{{ by = "label", label = "{words["everyone"]}" }}]
{elements}

[sections.data_use]
heading = "{words["heading"]}"

[routes.usage]
section = "data_use"
url = "{app.url}{paths[0]}"
{usage if "control =" in usage else switch + chr(10) + usage}

[routes.sharing]
section = "data_use"
url = "{app.url}{paths[1]}"
{sharing if "control =" in sharing else choice + chr(10) + sharing}

{more}
"""
    made = folder / "selectors"
    made.mkdir(exist_ok=True)
    (made / f"{PLATFORM}.toml").write_text(text, encoding="utf-8")
    return made


def run(program: Program, folder: Path, *more: str) -> Done:
    """Switch off whatever is on."""
    return program(
        "run", PLATFORM, "--headless", "--yes", "--json", "--selectors", str(folder), *more
    )


def check(program: Program, folder: Path, *more: str) -> Done:
    """Look at every setting without touching any."""
    return program("check", PLATFORM, "--json", "--selectors", str(folder), *more)


def told(done: Done) -> dict[str, str]:
    """Return the outcome of each setting, "changed" or "failed:unreadable", by its short name."""
    return {
        setting.partition(".")[2]: ":".join(filter(None, (result["status"], result["reason"])))
        for setting, result in done.results().items()
    }


def hint(done: Done, setting: str) -> str:
    """Return what the program says about a setting that it could not switch off."""
    return str(done.results()[f"{PLATFORM}.{setting}"]["hint"])


def assert_honest(app: App, done: Done) -> None:
    """Nothing is called off or absent that is on, and only what was on was switched off."""
    for key, outcome in told(done).items():
        if app.state[key] != OFF[key]:
            claims = ("ok", "changed", "skipped:not_offered", "skipped:retired")
            assert outcome not in claims, f"{key} is on, and it said {outcome}\n{done.out}"
    planned = [(key, ON[key], OFF[key]) for key in ON]
    stray = [write for write in app.writes if write not in planned]
    assert not stray, f"nobody planned {stray}\n{done.out}"
