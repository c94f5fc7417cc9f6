"""How a selector file may write an address, and where a platform's content comes from."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

Host = Annotated[str, Field(pattern=r"^[a-z0-9.-]+(:[0-9]+)?$")]
Address = Annotated[str, Field(pattern=r"^https?://[!-\[\]-~]+$")]
"""Printable ASCII without a backslash: browsers drop or turn around whatever else an address holds."""

_EVERYBODYS = re.compile(
    r"^\*\.(?:[^.]+|(?:com|co|org|or|net|ne|gov|go|gob|edu|ac)\.[a-z]{2})$", re.ASCII
)


def _of_one_company(host: str) -> str:
    """Refuse a glob that stands for a whole ending, such as ``*.com`` or ``*.co.uk``."""
    if _EVERYBODYS.match(host):
        message = f"`{host}` takes in everybody's hosts, not one company's"
        raise ValueError(message)
    return host


ContentHost = Annotated[
    str,
    Field(pattern=r"^(\*\.)?([a-z0-9-]+\.)*[a-z0-9-]+$"),
    AfterValidator(_of_one_company),
]
"""A host, or a glob for the hosts below one."""
