"""Draws the pictures of the demo, a first start, a first run, first failures, and a lesson. ``make pictures`` runs this.

Each command runs in a terminal of 80 columns, in a fresh home, and against a replica if it needs a site.
What it prints is drawn as a person sees it.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.text import Text

from offswitch.browser.find import find_browser
from offswitch.replica import Replica, load_scenario, serve

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
OFFSWITCH = Path(sys.executable).with_name("offswitch")
COLUMNS, ROWS = 80, 60
ONE = "facebook.research_data_use"
TAUGHT = "accounts_center.partner_activity"
DRAWN_OTHERWISE = """generation = "2026-07"
shapes = { review = "switch" }
[[accounts]]
id = "ada"
name = "Ada Sample"
email = "ada@example.org"
password = "of a replica"
"""
"""What the selector files know as a choice is a switch."""
_SECONDS = 300
_PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #fff; width: max-content }}
pre {{ margin: 18px 22px; font: 12px/1.4 "DejaVu Sans Mono", Menlo, Consolas, monospace; color: #222 }}
</style><pre>{}</pre>"""


@dataclass(frozen=True)
class Scene:
    """One command, and what a person answers.

    Attributes:
        shown: the command as the person types it.
        answers: pairs of what the person waits for and what they then type.
        env: additional environment variables.
        piped: whether standard input is something other than a terminal.
        in_window: whether the browser has a window; on a screen of its own, so that nobody comes between.
    """

    shown: str
    answers: Sequence[tuple[str, str]] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    piped: bool = False
    in_window: bool = False


def play(scene: Scene, env: Mapping[str, str]) -> str:
    """Run a command in a terminal of its own; return what is left on the screen, with its colors."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    words = scene.shown.partition("offswitch")[2].split()
    screen = ["xvfb-run", "-a"] if scene.in_window else []
    with subprocess.Popen(
        ["/usr/bin/setsid", *([] if scene.piped else ["--ctty"]), *screen, str(OFFSWITCH), *words],
        env={**env, **scene.env},
        stdin=subprocess.DEVNULL if scene.piped else theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        text = "".join(_typed_along(ours, scene.answers))
        process.wait(timeout=_SECONDS)
    os.close(ours)
    print(f"{scene.shown}: exit {process.returncode}")
    return settled(text)


def _typed_along(terminal: int, answers: Sequence[tuple[str, str]]) -> Iterator[str]:
    waiting, since = list(answers), ""
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                read = os.read(terminal, 65536).decode(errors="replace")
            except OSError:
                return  # the command has ended
            since += read
            yield read
        if waiting and waiting[0][0] in since:
            os.write(terminal, waiting.pop(0)[1].encode())
            since = ""


def settled(text: str) -> str:
    """Return what stays on the screen, without the progress line that was redrawn and then erased."""
    lines = text.replace("\r\n", "\n").split("\n")
    kept = [line.split("\x1b[2K")[-1].split("\r")[-1] for line in lines]
    return re.sub(r"\x1b\[[0-9;?]*[A-HJKSThl]", "", "\n".join(kept)).strip("\n")


def draw(parts: Sequence[tuple[Scene, str]], target: Path) -> None:
    """Draw several commands one below the other, as in one terminal."""
    console = Console(record=True, width=COLUMNS + 2, file=open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    for number, (scene, text) in enumerate(parts):
        console.print(Text.assemble("\n" * bool(number), ("$ ", "green"), (scene.shown, "bold")))
        console.print(Text.from_ansi(text))
    html = _PAGE.format(console.export_html(inline_styles=True, code_format="{code}"))
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=find_browser(), args=["--disable-lcd-text"]
        )
        page = browser.new_page(viewport={"width": 800, "height": 200})
        page.set_content(html)
        box = page.locator("pre").bounding_box()
        assert box is not None
        page.set_viewport_size({"width": int(box["width"]) + 44, "height": int(box["height"]) + 36})
        page.screenshot(path=target)
        browser.close()
    print(f"wrote {target}")


@contextmanager
def fresh_home() -> Iterator[dict[str, str]]:
    """Yield the environment of a person who has never used the program."""
    with tempfile.TemporaryDirectory(prefix="offswitch-pictures-") as folder:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("OFFSWITCH_")}
        yield kept | {
            "OFFSWITCH_HOME": folder,
            "OFFSWITCH_PAUSE": "0",
            "TERM": "xterm-256color",
            "COLUMNS": str(COLUMNS),
        }


def sign_in(replica: Replica, env: Mapping[str, str]) -> None:
    """Seal a session of the replica that was made in advance."""
    state = Path(env["OFFSWITCH_HOME"]) / "state.json"
    state.write_text(json.dumps(replica.session(replica.scenario.accounts[0].id)))
    command = [str(OFFSWITCH), "login", "--import", str(state)]
    subprocess.run(command, env=dict(env), check=True, capture_output=True)
    state.unlink()


def main() -> None:
    """Draw every picture."""
    with fresh_home() as env:
        scene = Scene("offswitch")
        draw([(scene, play(scene, env))], PICTURES / "first-start.png")
    with fresh_home() as env:
        scene = Scene("offswitch demo --headless")
        draw([(scene, play(scene, env))], PICTURES / "terminal.png")
    with serve(load_scenario("demo")) as replica, fresh_home() as env:
        env |= {"OFFSWITCH_REPLICA": replica.url, "OFFSWITCH_PASSPHRASE": "of a picture"}
        scene = Scene("offswitch run --headless accounts_center", [("[y/N/choose]", "y\n")])
        no_session = Scene(f"offswitch run --headless --yes --only {ONE}")
        failures = [(no_session, play(no_session, env))]
        sign_in(replica, env)
        draw([(scene, play(scene, env))], PICTURES / "first-run.png")
        nobody = Scene(f"cat list | offswitch run --only {ONE}", piped=True)
        no_browser = Scene(
            f"offswitch check --only {ONE}",
            env={"OFFSWITCH_BROWSER": "/nowhere/chrome", "OFFSWITCH_PASSPHRASE": "of a picture"},
        )
        wrong = Scene(f"offswitch check --only {ONE}", env={"OFFSWITCH_PASSPHRASE": "another one"})
        failures += [(each, play(each, env)) for each in (nobody, no_browser, wrong)]
        draw(failures, PICTURES / "first-failures.png")
    draw_lesson()


def draw_lesson() -> None:
    """Draw a lesson about a control that no selector file knows as it is."""
    with fresh_home() as env:
        file = Path(env["OFFSWITCH_HOME"]) / "drawn-otherwise.toml"
        file.write_text(DRAWN_OTHERWISE, encoding="utf-8")
        with serve(load_scenario(file)) as replica:
            env |= {"OFFSWITCH_REPLICA": replica.url, "OFFSWITCH_PASSPHRASE": "of a picture"}
            sign_in(replica, env)
            answers = [
                ("press Enter here", "\n"),
                ("Which one is it?", "1\n"),
                ("does the site use your data?", "y\n"),
                ("What keeps a change?", "a\n"),
            ]
            lesson = Scene(f"offswitch teach {TAUGHT}", answers, in_window=True)
            run = Scene(f"offswitch run --headless --yes --only {TAUGHT}")
            draw([(each, play(each, env)) for each in (lesson, run)], PICTURES / "teach.png")


if __name__ == "__main__":
    main()
