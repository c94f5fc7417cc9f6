"""The real Secret Service: gnome-keyring in a D-Bus session of its own, in a home of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.needs import without

_MISSING = without("dbus-run-session", "gnome-keyring-daemon")
pytestmark = pytest.mark.skipif(bool(_MISSING), reason=_MISSING)

CANARY = "canary-7c9e6679b2f0"
UNLOCK = "echo -n pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; "

SEAL = """
import sys
from pathlib import Path
from offswitch.vault import Provenance, open_vault
state = {"cookies": [{"name": "xs", "value": sys.argv[2]}], "origins": []}
open_vault(Path(sys.argv[1]), "ada").save("site", state, Provenance(account="Ada"))
print("sealed")
"""
OPEN = """
import sys
from pathlib import Path
from offswitch.vault import open_vault
session = open_vault(Path(sys.argv[1]), "ada").load("site")
print("opened", session.provenance.account, session.state["cookies"][0]["value"] == sys.argv[2])
"""
REKEY_AND_FORGET = """
import sys, subprocess
from pathlib import Path
from offswitch.vault import open_vault

def entries():
    found = subprocess.run(["secret-tool", "search", "--all", "service", "offswitch"],
                           capture_output=True, text=True)
    return sorted(line for line in (found.stdout + found.stderr).splitlines() if "username" in line)

vault = open_vault(Path(sys.argv[1]), "ada")
vault.save("site", {"cookies": []})
first = entries()
vault.rekey()
second = entries()
assert vault.load("site")
vault.forget("site")
print(len(first), len(second), first != second, len(entries()))
"""
# Says what goes wrong as the command line would; whatever is not ours stays a traceback.
TELLING = """
import sys
from offswitch.errors import OffswitchError
try:
    exec(open(sys.argv[3]).read())
except OffswitchError as error:
    print(f"{type(error).__name__}: {error.message} | {error.hint}")
"""


class Desktop:
    """A person's session without a screen.

    Args:
        folder: becomes the home; everything the keyring writes stays in it.
    """

    def __init__(self, folder: Path) -> None:
        self.vault = folder / "vault"
        self._folder = folder
        for name in ("home", "runtime"):
            (folder / name).mkdir(mode=0o700)

    def run(self, *scripts: str, before: str = UNLOCK, bus: bool = True) -> str:
        """Run scripts one after the other in one D-Bus session; return what they print."""
        teller = self._folder / "teller.py"
        teller.write_text(TELLING)
        steps = []
        for number, script in enumerate(scripts):
            file = self._folder / f"script{number}.py"
            file.write_text(script)
            steps.append(f'"{sys.executable}" "{teller}" "{self.vault}" {CANARY} "{file}"')
        command = ["sh", "-c", before + " && ".join(steps)]
        if bus:
            command = ["dbus-run-session", "--", *command]
        done = subprocess.run(
            command,
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert CANARY not in done.stdout + done.stderr
        return done.stdout

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        return {
            **kept,
            "HOME": str(self._folder / "home"),
            "XDG_RUNTIME_DIR": str(self._folder / "runtime"),
            "LANG": "C.UTF-8",
        }


@pytest.fixture
def desktop(tmp_path: Path) -> Desktop:
    return Desktop(tmp_path)


def test_one_process_seals_and_another_opens(desktop: Desktop) -> None:
    assert desktop.run(SEAL, OPEN).splitlines() == ["sealed", "opened Ada True"]
    sealed = desktop.vault / "ada" / "site.sealed"
    assert CANARY.encode() not in sealed.read_bytes()
    assert b'"kind":"keyring"' in sealed.read_bytes()
    # The next day: a new session, the same keyring, unlocked again.
    assert desktop.run(OPEN) == "opened Ada True\n"


def test_the_canary_is_nowhere_in_the_persons_home(desktop: Desktop, tmp_path: Path) -> None:
    assert desktop.run(SEAL) == "sealed\n"
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.suffix == ".keyring" for path in files), "the keyring was not the real one"
    assert [path for path in files if CANARY.encode() in path.read_bytes()] == []


@pytest.mark.skipif(bool(without("secret-tool")), reason=without("secret-tool"))
def test_a_new_key_replaces_the_old_one_and_the_last_one_goes(desktop: Desktop) -> None:
    assert desktop.run(REKEY_AND_FORGET) == "1 1 True 0\n"


@pytest.mark.parametrize("bus", [True, False])
def test_without_a_keyring_nothing_is_written(desktop: Desktop, bus: bool) -> None:
    said = desktop.run(SEAL, before="", bus=bus)
    assert said.startswith("VaultError: "), said
    # A bus may start the service of its own accord, which then has no keyring and nobody to ask.
    assert "no usable keyring" in said or (bus and "locked or broken" in said)
    assert "OFFSWITCH_PASSPHRASE" in said
    assert not [path for path in desktop.vault.rglob("*") if path.is_file()]


def test_a_locked_keyring_is_an_error_and_the_session_is_kept(desktop: Desktop) -> None:
    desktop.run(SEAL)
    sealed = (desktop.vault / "ada" / "site.sealed").read_bytes()
    locked = "gnome-keyring-daemon --start --components=secrets >/dev/null; "
    for script in (OPEN, SEAL):
        said = desktop.run(script, before=locked)
        assert said.startswith("VaultError: the keyring is locked or broken"), said
        assert "unlock it" in said
    assert (desktop.vault / "ada" / "site.sealed").read_bytes() == sealed
    assert desktop.run(OPEN) == "opened Ada True\n"


def test_another_keyring_does_not_open_it(desktop: Desktop, tmp_path: Path) -> None:
    desktop.run(SEAL)
    (tmp_path / "other").mkdir()
    other = Desktop(tmp_path / "other")
    other.vault = desktop.vault
    said = other.run(OPEN)
    assert "is not in the keyring" in said
    assert "offswitch login" in said
    assert desktop.run(OPEN) == "opened Ada True\n"


@pytest.mark.thorough
def test_a_passphrase_works_without_a_keyring(desktop: Desktop) -> None:
    given = "export OFFSWITCH_PASSPHRASE='correct horse'; "
    assert desktop.run(SEAL, OPEN, before=given, bus=False) == "sealed\nopened Ada True\n"
    assert "another key sealed it" in desktop.run(
        OPEN, before="export OFFSWITCH_PASSPHRASE=wrong; ", bus=False
    )
