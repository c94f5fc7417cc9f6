"""Many small pages in one run of the program: each setting has a page of its own.

All pages belong to one platform, so they share the words to look for; what differs is how each
page is drawn. The server keeps the truth of every setting.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import Done, Program
from tests.kinds.app import EVERYONE, NOBODY, PLATFORM, SHARING, USAGE, Answer, App, Handler
from tests.kinds.runs import run as run_program
from tests.kinds.runs import told

ON = "on"
OFF = "off"
LATE = "failed:not_found failed:unreadable failed:ambiguous"
"""What is honest where the program did not find, or does not believe, what is there."""

SWITCH = 'control = { kind = "switch", element = "usage" }'
CHOICE = 'control = { kind = "choice", off = "nobody", on = "everyone" }'
ELEMENTS = f"""
usage = [{{ by = "label", label = "{USAGE}" }}]
nobody = [{{ by = "label", label = "{NOBODY}" }}]
everyone = [{{ by = "label", label = "{EVERYONE}" }}]
"""
BOX = f'<p><label><input type="checkbox" data-part="box"> {USAGE}</label></p>'
RADIOS = f"""<fieldset><legend>{SHARING}</legend>
<label><input type="radio" name="sharing" data-part="everyone"> {EVERYONE}</label>
<label><input type="radio" name="sharing" data-part="nobody"> {NOBODY}</label></fieldset>"""


@dataclass(frozen=True)
class House:
    """One setting and its page.

    Attributes:
        body: what stands between the heading and the neighbours; `KEY` is the setting's name,
            and `KEY_twin` one beside it that nobody planned to touch.
        wants: the outcomes that are right, separated by blanks.
        hint: a regular expression that the hint has to fit.
        script: the page's own script; it finds `load`, `save`, `wire` and `body` ready.
        control: the control, as the selector file says it.
        route: more lines for the route.
        elements: more lines for the elements.
        section: the section of the route.
        frame: the whole page around the body; `BODY` is where it stands.
        state: what the server holds; empty where the account does not have the setting at all.
        answers: more addresses of the server.
    """

    body: str
    wants: str
    hint: str = ""
    script: str = "wire();"
    control: str = SWITCH
    route: str = ""
    elements: str = ""
    section: str = "data_use"
    frame: str = "<h1>Settings</h1><h2>Data use</h2>BODY<p>Backups</p><p>Sync log</p>"
    state: str = ON
    answers: Mapping[str, Handler] = field(default_factory=dict)


SCRIPT = """
const body = document.getElementById("body");
const load = () => fetch("/state").then(answer => answer.json()).then(state => state.KEY);
const save = (value, key = "KEY") =>
  fetch("/save", {method: "POST", body: JSON.stringify({[key]: value})});
const wire = (root = document) => {
  const part = name => root.querySelector(`[data-part=${name}]`);
  load().then(value => {
    if (part("box")) {
      part("box").checked = value === "on";
      part("box").onchange = () => save(part("box").checked ? "on" : "off");
    }
    for (const [name, means] of [["everyone", "on"], ["nobody", "off"]]) {
      if (!part(name)) continue;
      part(name).checked = value === means;
      part(name).onchange = () => save(means);
    }
  });
};
"""


def page_of(key: str, house: House) -> str:
    """Return the HTML of a house."""
    around = house.frame.replace("BODY", f'<div id="body">{house.body}</div>')
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Birdhouse</title>
{around.replace("KEY", key)}
<script>{(SCRIPT + house.script).replace("KEY", key)}</script></html>"""


def selectors_of(houses: Mapping[str, House], app: App, more: str) -> str:
    """Return the selector file of a street."""
    intents = "".join(f'[intent.{key}]\ncategory = "research"\ntitle = "{key}"\n' for key in houses)
    routes = "".join(
        f'[routes.{key}]\nsection = "{house.section}"\nurl = "{app.url}/{key}"\n'
        f"{house.control}\n{house.route}\n"
        for key, house in houses.items()
    )
    lines = ELEMENTS + "".join(dict.fromkeys(house.elements for house in houses.values()))
    return f"""schema = 1
platform = "{PLATFORM}"
version = "2026-11"
title = "Birdhouse"
hosts = ["{app.host}"]
{intents}
[elements]
{lines}
[sections.data_use]
heading = "Data use"
neighbours = ["Backups", "Sync log"]
[sections.crowd]
heading = "Data use"
more = true
[sections.sharing]
heading = "{SHARING}"
{routes}
{more}"""


@dataclass
class Street:
    """What the program said of every house, and what is true."""

    houses: Mapping[str, House]
    app: App
    done: Done

    def judge(self) -> None:
        """Fail unless what was said of every house is true, right and explained."""
        alarm = self.done.json["run"].get("alarm")
        wrong = [f"alarm: {alarm}"] if alarm else []
        for key in self.houses:
            wrong += [f"{key}: {fault}" for fault in self.faults(key)]
        assert not wrong, "\n".join(wrong)

    def faults(self, key: str) -> Iterator[str]:
        """Say what is wrong about what was said of a house, or done in it."""
        house, said = self.houses[key], told(self.done).get(key, "nothing")
        result = self.done.results().get(f"{PLATFORM}.{key}", {})
        if self.app.state[key] == ON and said.startswith(("ok", "changed", "skipped")):
            yield f"is on, and it said {said}"
        for name, was, now in self.app.writes:
            if name == f"{key}_twin" or (name == key and (was, now) != (ON, OFF)):
                yield f"nobody planned {name}: {was} to {now}"
        if said not in house.wants.split():
            yield f"said {said} ({result.get('hint')}); right would be {house.wants}"
        elif not said.startswith(("ok", "changed")) and not re.search(house.hint, result["hint"]):
            yield f"{house.hint!r} is not in the hint: {result['hint']}"


def walk(houses: Mapping[str, House], more: str = "") -> Street:
    """Run the program over all houses once; `more` are further tables of the selector file."""
    with tempfile.TemporaryDirectory() as made, App("") as app:
        folder = Path(made)
        program = Program(folder / "home")
        for key, house in houses.items():
            app.state |= {key: house.state, f"{key}_twin": ON}
            text = page_of(key, house)
            app.route(f"GET /{key}")(lambda _, text=text: Answer(text))  # type: ignore[misc]
            for pattern, handler in house.answers.items():
                app.route(pattern.replace("KEY", key))(handler)
        (folder / "selectors").mkdir()
        file = folder / "selectors" / f"{PLATFORM}.toml"
        file.write_text(selectors_of(houses, app, more), encoding="utf-8")
        return Street(houses, app, run_program(program, folder / "selectors"))
