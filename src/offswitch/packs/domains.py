"""Which hosts are one company's, by the list of public suffixes that comes with ``publicsuffixlist``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


def domain_of(host: str) -> str:
    """Return the domain that somebody registered, such as ``example.co.uk`` for ``www.example.co.uk:8080``.

    Args:
        host: a host, or a glob for the hosts below one.

    Returns:
        The domain; empty for an address of numbers, for this machine, and for an ending that is everybody's,
        such as ``co.uk`` or ``github.io``.
    """
    name = host.partition(":")[0].removeprefix("*.")
    if name.rpartition(".")[2].isdigit():
        return ""
    return _suffixes().privatesuffix(name) or ""


@cache
def _suffixes() -> PublicSuffixList:
    # It takes longer to read than all bundled files together, and few commands ask for it.
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415

    return PublicSuffixList()
