"""What counts as a read must not take in what changes something: a dry run would send it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from offswitch.model.globs import shared_name

CHANGES_BY_CONVENTION = ("*Mutation", "*mutation")
"""Names that GraphQL clients give to what changes something."""
READING_METHODS = frozenset(
    {"GET", "HEAD", "OPTIONS", "POST", "PUT", "QUERY", "PROPFIND", "REPORT", "SEARCH"}
)
"""Methods by which a page may ask for something; whatever a file says, no other one reads.

QUERY, PROPFIND, REPORT, and SEARCH are safe by their own definitions, but few servers know them: a file has to say so.
"""
_SHORTEST = 4
_SEGMENTS = 2
"""A path with a wildcard at its end must be this deep: `/api/*` would take in every change."""
_BEGINS_AS_A_READ = re.compile(
    r"(?:[Gg]et|[Ff]etch|[Ll]ist|[Ll]oad|[Rr]ead|[Ff]ind|[Ss]earch|[Vv]iew|[Qq]uery)(?![a-z\[?])"
)
_ENDS_AS_A_READ = re.compile(r"[*a-z0-9_](?:Query|_query)$")
_SET = re.compile(r"\[!?\]?[^\]]*\]")


def read_problems(reads: Sequence[str], changing: Iterable[str]) -> list[str]:
    """Say what is wrong with the globs of a platform's reads.

    Args:
        reads: operations, or ``METHOD /path``.
        changing: globs of everything that is known to change something there.

    Returns:
        One reason for each glob that is refused.
    """
    known = tuple(dict.fromkeys(changing))
    return [reason for glob in reads if (reason := _problem(glob, known))]


def ignore_problems(ignored: Sequence[str], reads: Sequence[str]) -> list[str]:
    """Say what is wrong with the globs of requests that no setting depends on.

    Args:
        ignored: operations, ``METHOD /path``, ``SERVICE WORKER``, or ``SHARED WORKER``.
        reads: globs of the platform's reads: a page that lacks one of these is not believed.

    Returns:
        One reason for each glob that is refused.
    """
    problems = [
        f"{glob!r} names hardly anything" for glob in ignored if len(_literal(glob)) < _SHORTEST
    ]
    return problems + [
        f"{ignored_glob!r} would also ignore what reads settings: {name!r} fits `{read}` as well"
        for ignored_glob in ignored
        for read in reads
        if _is_place(ignored_glob) == _is_place(read)
        and (name := shared_name(ignored_glob, read)) is not None
    ]


def _problem(glob: str, known: tuple[str, ...]) -> str:
    if _is_too_wide(glob):
        return f"{glob!r} names hardly anything: it would also admit what changes something"
    method, place, _ = glob.partition(" /")
    if place and method not in READING_METHODS:
        return f"{glob!r}: {method} never only reads"
    if "mutat" in _literal(glob).casefold():
        return f"{glob!r} names what changes something"
    for change in known:
        name = shared_name(glob, change) if _is_place(glob) == _is_place(change) else None
        # `Get*` may stay beside `*Mutation`: what fits a known change is never sent as a read.
        if name is not None and (_is_place(glob) or not _is_named_after_reads(glob, change)):
            return f"{glob!r} would also admit what changes something: {name!r} fits `{change}` as well"
    return ""


def _is_named_after_reads(glob: str, change: str) -> bool:
    """Tell whether a glob begins or ends as reads are named, and the change does not."""
    begins = _BEGINS_AS_A_READ.match(glob) and not _BEGINS_AS_A_READ.match(change)
    ends = _ENDS_AS_A_READ.search(glob) and not _ENDS_AS_A_READ.search(change)
    return bool(begins or ends)


def _is_too_wide(glob: str) -> bool:
    """Tell whether a glob of reads names hardly anything: an operation, or a method and path."""
    method, place, path = glob.partition(" /")
    if not place:
        return len(_literal(glob)) < _SHORTEST and not _BEGINS_AS_A_READ.match(glob)
    literal = path.rstrip("*")
    is_whole = literal == path or literal.count("/") >= _SEGMENTS
    return any(sign in method + literal for sign in "*?[") or not literal or not is_whole


def _is_place(glob: str) -> bool:
    return " /" in glob


def _literal(glob: str) -> str:
    return re.sub(r"[*?]", "", _SET.sub("", glob))
