"""Removes one safety rule after another, and makes sure that its test notices. ``make mutants`` runs this.

Each rule in ``tests/mutants.toml`` names a line of the program, what replaces it to remove the rule, and the
test that must then fail. The test runs on a copy of the program, so nothing here changes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
RULES = ROOT / "tests" / "mutants.toml"
_SHARED = ("flows", "selectors", "fixtures")
_SECONDS = 600
_FAILED = 1
"""Pytest's exit code when a test failed; any other code except 0 means that it could not run."""


@dataclass(frozen=True)
class Mutant:
    """A safety rule, and the program without it.

    Attributes:
        rule: what the program never does.
        file: path of the module, from the root.
        old: text that occurs in it exactly once.
        new: text that replaces it to remove the rule.
        test: the test that must then fail.
    """

    rule: str
    file: str
    old: str
    new: str
    test: str

    @property
    def fits(self) -> bool:
        """Whether the text still occurs in the module exactly once."""
        return (ROOT / self.file).read_text(encoding="utf-8").count(self.old) == 1

    def program(self, folder: Path) -> None:
        """Write a copy of the program without the rule into a folder."""
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "src", folder / "src", ignore=ignored)
        for name in _SHARED:
            (folder / name).symlink_to(ROOT / name)
        module = folder / self.file
        text = module.read_text(encoding="utf-8")
        module.write_text(text.replace(self.old, self.new), encoding="utf-8")

    def is_noticed(self) -> bool:
        """Tell whether the test fails without the rule.

        Raises:
            RuntimeError: the test could not be run.
        """
        with tempfile.TemporaryDirectory() as folder:
            self.program(Path(folder))
            done = subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "pytest",
                    "-q",
                    "-x",
                    "-m",
                    "",
                    "-p",
                    "no:cacheprovider",
                    self.test,
                ],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": f"{folder}/src"},
                capture_output=True,
                text=True,
                timeout=_SECONDS,
                check=False,
            )
        if done.returncode not in {0, _FAILED}:
            message = f"{self.test} could not be run:\n{done.stdout[-1000:]}{done.stderr[-500:]}"
            raise RuntimeError(message)
        return done.returncode == _FAILED


def mutants() -> list[Mutant]:
    """Return every rule that can be removed."""
    table = tomllib.loads(RULES.read_text(encoding="utf-8"))
    return [Mutant(**entry) for entry in table["mutant"]]


def main(wanted: Sequence[str]) -> int:
    """Remove every rule, or those whose text contains a given word; return how many went unnoticed."""
    chosen = [m for m in mutants() if not wanted or any(word in m.rule for word in wanted)]
    unnoticed = 0
    for mutant in chosen:
        noticed = mutant.fits and mutant.is_noticed()
        unnoticed += not noticed
        print(
            f"{'noticed  ' if noticed else 'UNNOTICED'}  {mutant.rule}  ({mutant.test})", flush=True
        )
    print(f"{len(chosen) - unnoticed} of {len(chosen)} rules are protected by their tests")
    return unnoticed


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
