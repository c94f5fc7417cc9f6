"""Whether what a button would open is open already."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import ElementHandle, Error

_IS_EXPANDED = """node => {
  const OPENER = 'button,summary,a[href],[role=button],[role=link],[role=tab],[role=menuitem],[aria-expanded]';
  const inside = node.querySelectorAll('summary,[aria-expanded]');
  const opener = node.closest(OPENER) || (inside.length === 1 ? inside[0] : node);
  const summary = opener.closest('summary');
  if (summary && summary.parentElement.localName === 'details') return summary.parentElement.open;
  return opener.getAttribute('aria-expanded') === 'true';
}"""
_IS_NEXT = """({ opener, control, rows }) => {
  const before = (a, b) => Boolean(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING);
  const apart = (row) => !row.contains(opener) && !opener.contains(row) && !row.contains(control);
  return before(opener, control) && !opener.contains(control) &&
    !rows.some((row) => apart(row) && before(opener, row) && before(row, control));
}"""


def is_expanded(opener: ElementHandle) -> bool:
    """Tell whether an element says that what it opens is open: expanded, or the summary of open details."""
    try:
        return bool(opener.evaluate(_IS_EXPANDED))
    except Error:
        return False  # it is just being replaced


def is_next(opener: ElementHandle, control: ElementHandle, rows: Sequence[ElementHandle]) -> bool:
    """Tell whether a control comes after an opener without another row that opens something in between.

    Args:
        opener: a row that opens something.
        control: a control on the same page.
        rows: every row of the page that opens something.
    """
    asked = {"opener": opener, "control": control, "rows": list(rows)}
    try:
        return bool(opener.evaluate("(_, asked) => (" + _IS_NEXT + ")(asked)", asked))
    except Error:
        return False  # they stand in different frames, or the page was drawn anew
