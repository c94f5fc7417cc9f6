"""Whether two globs take in a common name: told exactly, and held against every short name."""

from __future__ import annotations

import itertools
import random
from fnmatch import fnmatchcase

import pytest

from offswitch.model.globs import shared_name

SIGNS = ["a", "b", "*", "?", "[ab]", "[!a]", "[a-b]", "[!a-b]", "[]", "[", "]", "[!]", "[b-a]"]
ALPHABET = "ab[]!c"
SHORT = ["".join(name) for n in range(5) for name in itertools.product(ALPHABET, repeat=n)]


def a_glob(dice: random.Random) -> str:
    return "".join(dice.choice(SIGNS) for _ in range(dice.randint(0, 4)))


@pytest.mark.parametrize("seed", range(8))
def test_it_agrees_with_every_short_name(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(40):
        one, other = a_glob(dice), a_glob(dice)
        found = shared_name(one, other)
        both = [name for name in SHORT if fnmatchcase(name, one) and fnmatchcase(name, other)]
        assert (found is None) <= (not both), (one, other, both[:1])
        if found is not None:
            assert fnmatchcase(found, one), (one, other, found)
            assert fnmatchcase(found, other), (one, other, found)


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        ("*Query", "*Mutation", None),
        ("*Query", "*Query", "Query"),
        ("??*Mutation", "*Mutation", "xxMutation"),
        ("Get*", "*Mutation", "GetMutation"),
        ("Get*", "Save*", None),
        ("*[a-zA-Z]*", "*Mutation", "Mutation"),
        ("*[!n]", "*Mutation", None),
        ("*[!m]", "*Mutation", "Mutation"),
        ("POST /api/q*", "POST /api/*", "POST /api/q"),
        ("POST /api/q*", "*Mutation", "POST /api/qMutation"),
        ("[a-c]", "[d-f]", None),
        ("[a-c]", "[!ab]", "c"),
        ("", "*", ""),
        ("", "?", None),
    ],
)
def test_two_globs_share_a_name_or_none(one: str, other: str, name: str | None) -> None:
    assert shared_name(one, other) == name
    assert (shared_name(other, one) is None) == (name is None)


def test_many_stars_take_no_time() -> None:
    assert shared_name("a*" * 150, "*b" * 150) is not None
    assert shared_name("*a" * 150, "*b" * 150) is None
