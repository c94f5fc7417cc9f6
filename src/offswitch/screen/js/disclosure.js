// What buttons and rows open, and whether it is open.

const OPENER =
  "button,summary,a[href],[role=button],[role=link],[role=tab],[role=menuitem],[aria-expanded]";

/** Whether an element says that what it opens is open: it is expanded, or the summary of open details. */
export function isExpanded(node) {
  const inside = node.querySelectorAll("summary,[aria-expanded]");
  const opener = node.closest(OPENER) || (inside.length === 1 ? inside[0] : node);
  const summary = opener.closest("summary");
  if (summary?.parentElement.localName === "details") return summary.parentElement.open;
  return opener.getAttribute("aria-expanded") === "true";
}

/** Whether a control comes after an opener with no other of some rows in between. */
export function isNext(opener, { control, rows }) {
  const isBefore = (a, b) =>
    Boolean(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING);
  const isApart = (row) => !row.contains(opener) && !opener.contains(row) && !row.contains(control);
  return (
    isBefore(opener, control) &&
    !opener.contains(control) &&
    !rows.some((row) => isApart(row) && isBefore(opener, row) && isBefore(row, control))
  );
}
