"""Several pieces of work in one thread, side by side: while one waits for its page, the others go on.

The driver's synchronous calls each wait in a greenlet, while its event loop runs in another. A piece that is
begun from that loop is a greenlet of its own, and goes on whenever all others wait. So nothing ever happens
in the middle of something else, but only where the driver is called.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from greenlet import greenlet  # type: ignore[import-untyped]

Piece = Callable[[], None]


def side_by_side(pieces: Sequence[Piece], rest: Callable[[], object]) -> None:
    """Do some pieces of work side by side; return when the last of them has ended.

    Args:
        pieces: each may wait for nothing but calls to the driver.
        rest: lets some time pass, by calling the driver.

    Raises:
        BaseException: the first error with which a piece ended, once all have ended; or what ``rest``
            raised, without waiting for them any longer.
    """
    if len(pieces) == 1:
        pieces[0]()
        return
    errors: list[BaseException] = []
    ended: list[Piece] = []

    def do(piece: Piece) -> None:
        try:
            piece()
        except BaseException as error:  # noqa: BLE001 - nobody above a greenlet could catch it
            errors.append(error)
        ended.append(piece)

    loop = asyncio.get_running_loop()
    for piece in pieces:
        loop.call_soon(_begin, do, piece)
    while len(ended) < len(pieces):
        rest()
    if errors:
        raise errors[0]


def _begin(do: Callable[[Piece], None], piece: Piece) -> None:
    greenlet(do).switch(piece)
