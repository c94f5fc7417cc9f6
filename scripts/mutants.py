"""Removes one safety rule after another, and makes sure that its test notices. ``make mutants`` runs this.

Each rule in ``tests/mutants.toml`` names a line of the program, what replaces it to remove the rule, and the
test that must then fail. The test runs on a copy of the program, so nothing here changes.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

from changed_program import FAILED, PASSED, ROOT, changed, run_tests

RULES = ROOT / "tests" / "mutants.toml"
_SECONDS = 600
_WORKERS = "6"


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

    def is_noticed(self) -> bool:
        """Tell whether the test fails without the rule.

        Raises:
            RuntimeError: the test could not be run.
        """
        text = (ROOT / self.file).read_text(encoding="utf-8")
        with changed(self.file, text.replace(self.old, self.new)) as folder:
            done = run_tests(folder, [self.test], _SECONDS)
        if done.code not in {PASSED, FAILED}:
            raise RuntimeError(f"{self.test} could not be run:\n{done.output[-1500:]}")
        return done.code == FAILED


def pass_on_a_copy(tests: Sequence[str]) -> None:
    """Make sure that tests pass on a copy that nothing was removed from: else they would notice anything.

    Raises:
        RuntimeError: one of them fails.
    """
    with changed() as folder:
        done = run_tests(folder, tests, _SECONDS * len(tests), "-n", _WORKERS)
    if done.code != PASSED:
        raise RuntimeError(f"a test fails although no rule is removed:\n{done.output[-1500:]}")


def mutants() -> list[Mutant]:
    """Return every rule that can be removed."""
    table = tomllib.loads(RULES.read_text(encoding="utf-8"))
    return [Mutant(**entry) for entry in table["mutant"]]


def main(wanted: Sequence[str]) -> int:
    """Remove every rule, or those whose text contains a given word; return how many went unnoticed."""
    chosen = [m for m in mutants() if not wanted or any(word in m.rule for word in wanted)]
    pass_on_a_copy(sorted({mutant.test for mutant in chosen}))
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
