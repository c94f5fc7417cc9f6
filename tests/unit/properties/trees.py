"""Draws what a TOML or JSON file may say: trees of any values, and good ones with something changed."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

Path = tuple[str | int, ...]

MARKS = st.sampled_from(
    [*"\\\"'*?[]{}/:@#.\0\n\t\x7f\u202e\u200b\ufeff", "://", "https://", "*.", "../", "true"]
)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
"""Any text that a file can hold."""
NUMBERS = st.one_of(
    st.integers(-3, 3),
    st.integers(-(2**63), 2**63 - 1),
    st.sampled_from([10**400, -(10**400)]),
    st.floats(),
)
MOMENTS = st.one_of(
    st.dates(),
    st.times().map(lambda time: time.replace(fold=0)),
    st.datetimes(timezones=st.none() | st.just(dt.UTC)).map(lambda at: at.replace(fold=0)),
)


def values(words: st.SearchStrategy[str], leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any value: a leaf, or lists and tables of them.

    Args:
        words: keys, and texts that mean something where they are read.
        leaves: what is neither a list nor a table.
    """
    one = st.one_of(words, words, leaves)
    return st.recursive(
        one,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(words | TEXTS, inner, max_size=3)
        ),
        max_leaves=6,
    )


@st.composite
def edited(
    draw: st.DrawFn, tree: Any, words: st.SearchStrategy[str], leaves: st.SearchStrategy[Any]
) -> Any:
    """A good tree with one to four places removed, replaced, exchanged, or filled with something new."""
    found = copy.deepcopy(tree)
    for _ in range(draw(st.integers(1, 4))):
        places = list(_places(found))
        if not places:
            break
        place = draw(st.sampled_from(places))
        holder, key = _at(found, place[:-1]), place[-1]
        match draw(st.sampled_from(["remove", "replace", "replace", "exchange", "add", "mark"])):
            case "remove":
                del holder[key]
            case "replace":
                holder[key] = draw(values(words, leaves))
            case "exchange":
                holder[key] = copy.deepcopy(_at(found, draw(st.sampled_from(places))))
            case "add" if isinstance(holder, dict):
                holder[draw(words | TEXTS)] = draw(values(words, leaves))
            case "add":
                holder.append(draw(values(words, leaves)))
            case _:
                _mark(draw, holder, key)
    return found


def toml(tree: dict[str, Any]) -> str:
    """Write a tree as TOML."""
    return "".join(f"{_quoted(key)} = {_toml(value)}\n" for key, value in tree.items())


def words_of(tree: Any) -> set[str]:
    """Every key and every text in a tree."""
    if isinstance(tree, dict):
        return set(tree).union(*map(words_of, tree.values()))
    if isinstance(tree, list):
        return set[str]().union(*map(words_of, tree))
    return {tree} if isinstance(tree, str) else set()


def _mark(draw: st.DrawFn, holder: Any, key: str | int) -> None:
    """Put a sign that means something somewhere into a text."""
    text = holder[key]
    if isinstance(text, str):
        place = draw(st.integers(0, len(text)))
        holder[key] = text[:place] + draw(MARKS) + text[place:]


def _places(tree: Any, above: Path = ()) -> Iterator[Path]:
    entries: Any = ()
    if isinstance(tree, dict):
        entries = tree.items()
    elif isinstance(tree, list):
        entries = enumerate(tree)
    for key, value in entries:
        yield (*above, key)
        yield from _places(value, (*above, key))


def _at(tree: Any, place: Path) -> Any:
    for key in place:
        tree = tree[key]
    return tree


def _quoted(text: str) -> str:
    """Write a text in quotes; JSON's escapes are TOML's, but for pairs that stand for one character."""
    return f'"{"".join(_escaped(sign) for sign in text)}"'


def _escaped(sign: str) -> str:
    if sign == "\x7f":
        return "\\u007f"
    return json.dumps(sign)[1:-1] if sign.isascii() else sign


def _toml(value: Any) -> str:
    match value:
        case dict():
            inside = (f"{_quoted(key)} = {_toml(each)}" for key, each in value.items())
            return f"{{{', '.join(inside)}}}"
        case list():
            return f"[{', '.join(map(_toml, value))}]"
        case str():
            return _quoted(value)
        case bool():
            return str(value).lower()
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return repr(value)  # of a number: also `inf` and `nan`
