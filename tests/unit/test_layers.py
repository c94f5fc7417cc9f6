"""The house rules that neither a type checker nor `lint-imports` can check."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "offswitch"
MOST_LINES = 300
FLOWS = ROOT / "flows"

# Where an outside library may be used at all.
ONLY_IN = {
    "playwright": {"screen", "browser"},
    "greenlet": {"browser"},
    "keyring": {"vault"},
    "typer": {"cli"},
    "rich": {"terminal"},
    "cryptography": {"vault", "replica"},
    "platformdirs": {"local"},
}
PLATFORMS = r"facebook|instagram|whatsapp|\bmeta\b|accounts_?center"


def part_of(file: Path) -> str:
    return file.relative_to(SRC).parts[0].removesuffix(".py")


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, in full, also inside functions."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            lead = "." * node.level + (node.module or "")
            if lead == "offswitch":
                yield from ((node.lineno, f"offswitch.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, lead


def sources() -> list[Path]:
    return sorted(SRC.rglob("*.py"))


def own_part(module: str) -> str:
    """``offswitch.model.words`` → ``model``; an empty string for what is no part."""
    names = module.split(".")
    if names[0] != "offswitch" or len(names) == 1 or names[1].startswith("__"):
        return ""
    return names[1]


def places(findings: list[tuple[Path, int, str]]) -> str:
    return "\n".join(f"{file.relative_to(ROOT)}:{line}: {what}" for file, line, what in findings)


def test_there_is_something_to_look_at() -> None:
    assert len(sources()) > 30
    assert {part_of(file) for file in sources()} >= {"cli", "engine", "run", "screen", "terminal"}


def test_outside_libraries_stay_in_their_place() -> None:
    wrong = [
        (file, line, module)
        for file in sources()
        for line, module in imports(file)
        if part_of(file) not in ONLY_IN.get(module.split(".")[0], {part_of(file)})
    ]
    assert not wrong, places(wrong)


def test_only_packs_loads_flows() -> None:
    wrong = [
        (file, line, module)
        for file in sources()
        for line, module in imports(file)
        if own_part(module) == "flows" and part_of(file) != "packs"
    ]
    assert not wrong, places(wrong)


def test_flows_know_the_spec_and_their_siblings_only() -> None:
    wrong = [
        (file, line, module)
        for file in sorted(FLOWS.rglob("*.py"))
        for line, module in imports(file)
        if module != "offswitch.spec"
        and not module.startswith(".")
        and module.split(".")[0] not in sys.stdlib_module_names
    ]
    assert not wrong, places(wrong)


def test_data_folders_hold_no_code() -> None:
    # `selectors` is a module of the standard library: one __init__.py there breaks asyncio.
    assert not [*(ROOT / "selectors").rglob("*.py"), *(ROOT / "fixtures").rglob("*.py")]
    assert not (FLOWS / "__init__.py").exists()


def test_the_engine_names_no_platform() -> None:
    named = re.compile(PLATFORMS, re.IGNORECASE)
    wrong = [
        (file, number, line.strip())
        for file in sorted([*SRC.rglob("*.py"), *SRC.rglob("*.js")])
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if named.search(line)
    ]
    assert not wrong, places(wrong)


@pytest.mark.parametrize(
    ("words", "heavy"),
    [
        (["--help"], {"playwright", "keyring", "pydantic", "rich", "cryptography"}),
        # Typer itself needs pydantic to describe lists of paths.
        (["run", "--help"], {"playwright", "keyring", "rich", "cryptography"}),
    ],
)
def test_help_loads_nothing_heavy(words: list[str], heavy: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "offswitch", *words],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert "typer" in loaded  # the list is what it should be
    assert not loaded & heavy


def committed() -> list[Path]:
    """Every file that git knows or would take."""
    done = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.skip("this is no git checkout")
    files = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    return [file for file in files if file.is_file()]


def test_no_file_of_code_is_longer_than_a_reader_takes_in() -> None:
    code = [file for file in committed() if file.suffix in {".py", ".js", ".mjs", ".sh", ".css"}]
    assert len(code) > 500
    lines = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in code}
    assert {file.name: count for file, count in lines.items() if count > MOST_LINES} == {}


def test_no_machine_paths() -> None:
    """No file says on which machine it was written; invented people may have a home."""
    slash, drive = re.escape("/"), re.escape(":\\")
    folders = ("root", "tmp", "work", "farm", "workspace", "mnt", "private")
    homes = rf"(?:home|Users){slash}(?!(?:ada|a|you|me)\b)"
    unix = rf"(?<![\w.~*{slash}-]){slash}(?:(?:{'|'.join(folders)}){slash}|{homes})[\w.-]+"
    machine = re.compile(rf"{unix}|\b[A-Z]{drive}Users\b")
    wrong = []
    for file in committed():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        for number, line in enumerate(text.splitlines(), 1):
            if found := machine.search(line):
                wrong.append((file, number, found.group()))
    assert not wrong, places(wrong)
