"""The documents agree with the program."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote

import pytest
from pydantic import BaseModel
from typer.testing import CliRunner

from offswitch.cli import app
from offswitch.exitcodes import ExitCode
from offswitch.model.evidence import Evidence
from offswitch.model.geography import (
    Intent,
    Interruption,
    Noise,
    Requests,
    Route,
    Search,
    Section,
    SelectorFile,
    json_schema,
)
from offswitch.model.limits import Limits
from offswitch.model.results import NewControl
from offswitch.model.sign_in import SignIn
from offswitch.model.words import REASONS, Reason, Status
from offswitch.packs import lint

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def rows(text: str, head: str) -> Iterator[list[str]]:
    """The cells of the table that begins with this heading."""
    lines = iter(text.splitlines())
    assert any(line.startswith(head) for line in lines), f"no table {head!r}"
    next(lines)
    for line in lines:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


def words(cell: str) -> list[str]:
    return re.findall(r"`(\w+)`", cell)


def prose(file: Path) -> str:
    """A document without its blocks of code."""
    return re.sub(
        r"^```.*?^```$", "", file.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )


def anchors(file: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", prose(file), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def written_by(function: str) -> str:
    """What the script returns that writes the help into the docs, in a process of its own."""
    script = ROOT / "scripts" / "reference.py"
    show = f"import runpy; print(runpy.run_path({str(script)!r})[{function!r}](), end='')"
    done = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True)
    return done.stdout


def test_help_block() -> None:
    block = re.search(r"^```text\n(.*?)^```$", REFERENCE, re.DOTALL | re.MULTILINE)
    assert block
    assert block[1] == written_by("help_text"), "`make docs` writes it again"


def test_every_command_and_option_is_in_the_docs() -> None:
    shown = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert shown == written_by("commands_text"), "`make docs` writes it again"


@pytest.mark.parametrize("group", [[], ["selectors"], ["vault"], ["schedule"], ["notify"]])
def test_every_summary_of_a_command_is_shown_in_full(
    group: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = CliRunner().invoke(app, [*group, "--help"]).output
    summaries = shown.partition("Commands:")[2].strip().splitlines()
    assert summaries
    assert not [line for line in summaries if line.endswith("...") or not line.endswith(".")]


def test_exit_codes() -> None:
    table = {int(code): words(name) for code, name, _ in rows(REFERENCE, "| code |")}
    assert table == {int(code): [code.name] for code in ExitCode}


def test_statuses_and_their_reasons() -> None:
    table = [
        (words(status), words(reasons)) for status, _, reasons in rows(REFERENCE, "| status |")
    ]
    assert [status for [status], _ in table] == [str(status) for status in Status]
    for [status], reasons in table:
        assert len(reasons) == len(set(reasons))
        assert set(reasons) == {str(reason) for reason in REASONS[Status(status)]}, status


def test_every_reason_is_explained() -> None:
    explained = [words(reason)[0] for reason, _ in rows(REFERENCE, "| reason |")]
    assert explained == [str(reason) for reason in Reason]


def test_every_kind_of_change_is_explained() -> None:
    kinds = get_args(NewControl.model_fields["change"].annotation)
    record = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    assert [words(kind)[0] for kind, _ in rows(record, "| change |")] == list(kinds)


def test_the_example_in_any_app_is_valid(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "any-app.md").read_text(encoding="utf-8")
    [example] = re.findall(r"^```toml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    file = tmp_path / "garden_diary.toml"
    file.write_text(example, encoding="utf-8")
    assert lint([file]) == []
    assert len(example.splitlines()) <= 40
    assert sum(bool(line.strip()) for line in example.splitlines()) <= 30

    # The page says that a label which contradicts the declared polarity is refused.
    file.write_text(example.replace("Only me", "Yes, share"), encoding="utf-8")
    assert any("reversed" in problem for problem in lint([file]))


def test_the_worked_examples_are_valid(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "worked-examples.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```toml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert len(examples) >= 3
    for number, example in enumerate(examples):
        file = tmp_path / str(number) / "example.toml"
        file.parent.mkdir()
        file.write_text(example, encoding="utf-8")
        assert lint([file]) == []


_CONTROL = {"kind": "guide"}
_WAY_OUT = {"url": ["x"], "reason": "consent"}
TABLES: dict[str, list[tuple[type[BaseModel], dict[str, Any]]]] = {
    "**At the top of the file**": [(SelectorFile, {"schema": 1, "platform": "x"})],
    "**In `[routes.NAME]`**": [(Route, {"control": _CONTROL})],
    "**In `[sections.NAME]`**": [(Section, {"heading": "x"})],
    "**In `[interruptions.NAME]`**": [(Interruption, _WAY_OUT)],
    "**In `[session]`**": [
        (SignIn, {"sign_in": "https://x/", "signed_in": "x", "home": "https://x/"})
    ],
    "**In `[requests]`**": [(Requests, {})],
    "**In `[intent.NAME]`**": [(Intent, {"category": "research", "title": "x"})],
    "**In `[evidence.NAME]`**": [
        (
            Evidence,
            {
                "grade": "A",
                "seen": dt.date(2026, 1, 1),
                "source": "x",
                "live": True,
                "reports": 3,
                "worked": 2,
                "since": "2026-12",
            },
        )
    ],
    "**In `[limits]`**": [(Limits, {})],
    "**In `[search]` and `[noise]`**": [(Search, {"box": "x", "none": "x"}), (Noise, {})],
}
"""The tables of words in any-app.md, what each explains, and the least that it may say."""


def keys(model: type[BaseModel]) -> dict[str, bool]:
    """What a table may say, and whether it must."""
    return {f.alias or name: f.is_required() for name, f in model.model_fields.items()}


@pytest.mark.parametrize("lead", TABLES)
def test_every_word_of_a_selector_file_is_explained_with_an_example_that_is_valid(
    lead: str,
) -> None:
    text = (ROOT / "docs" / "any-app.md").read_text(encoding="utf-8").partition("## Every word")[2]
    assert lead in text
    found = [
        (word, example.strip("`")) for word, example, _ in rows(text.partition(lead)[2], "| word |")
    ]
    known = {key: must for model, _ in TABLES[lead] for key, must in keys(model).items()}
    told = [(words(word)[0], word.endswith("*")) for word, _ in found]
    assert sorted(told) == sorted(known.items())
    for word, example in found:
        said, [key] = tomllib.loads(example), words(word)
        assert list(said) == [key], example
        [(model, least)] = [each for each in TABLES[lead] if key in keys(each[0])]
        if key in {"dismiss", "reason"}:
            least = {"url": ["x"]}
        model.model_validate({**least, **said})


def test_every_word_of_the_schema_stands_in_the_page_about_it() -> None:
    text = (ROOT / "docs" / "any-app.md").read_text(encoding="utf-8")
    code = " ".join(re.findall(r"^```.*?^```$|`[^`\n]+`", text, re.DOTALL | re.MULTILINE))
    schema = json_schema()
    parts = [schema, *schema["$defs"].values()]
    known = {key for part in parts for key in part.get("properties", {})}
    assert {"then", "session", "inverted", "by"} <= known, "these are what is looked for"
    assert known <= set(re.findall(r"\w+", code))


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_links_lead_somewhere(file: Path) -> None:
    missing = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(file)):
        if re.match(r"[a-z]+:", target):
            continue  # an address on the web
        path, _, anchor = unquote(target).partition("#")
        place = (file.parent / path).resolve() if path else file
        if not place.is_file() or (anchor and anchor not in anchors(place)):
            missing.append(target)
    assert not missing


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_pictures_have_a_text_alternative_and_are_small(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for words_, target in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text):
        assert len(words_) > 20, target
        assert (file.parent / target).stat().st_size < 250_000, target


def test_the_readme_is_short() -> None:
    assert len(README.split()) < 900


def test_every_make_target_in_the_docs_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z0-9]+):", makefile, re.MULTILINE))
    for file in DOCUMENTS:
        text = file.read_text(encoding="utf-8")
        named = re.findall(r"(?:^|`)make ([a-z0-9]+)\b", text, re.MULTILINE)
        assert set(named) <= targets, file.name


def test_every_part_is_in_the_drawing() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawn = set(re.findall(r"^  (\w+)(?:\.py|/) ", text, re.MULTILINE))
    parts = {
        path.stem
        for path in (ROOT / "src" / "offswitch").iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").is_file())
        and not path.name.startswith("__")
    }
    assert drawn == parts


def test_every_setting_has_its_evidence_written_down() -> None:
    text = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
    headed = set(words_with_dots(text))
    for file in sorted((ROOT / "selectors").rglob("*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        for setting in data.get("evidence", {}):
            assert f"{data['platform']}.{setting}" in headed, file.name


def words_with_dots(text: str) -> list[str]:
    titles = re.findall(r"^### (.+)$", text, re.MULTILINE)
    return [name for title in titles for name in re.findall(r"`([\w.]+)`", title)]


def test_nothing_claims_to_have_been_tried_live() -> None:
    # Until a person has seen a route work on the real site, README says that nobody has.
    live = [
        f"{file.name}: {setting}"
        for file in sorted((ROOT / "selectors").rglob("*.toml"))
        for setting, evidence in tomllib.loads(file.read_text(encoding="utf-8"))
        .get("evidence", {})
        .items()
        if evidence.get("live")
    ]
    assert bool(live) != ("Nobody has tried it on the live sites yet" in README), live
