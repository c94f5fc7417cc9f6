// Dialogs, and what belongs to them.

import { headingText } from "./headings.js";
import { ariaLabel, textById } from "./labels.js";

/** The index of the dialog that something belongs to; below zero for the page itself. */
export function layerOf(dialog) {
  return dialog ? dialog.index : -1;
}

/** The title of a dialog: its name, or its first heading. */
export function dialogTitle(view, { element }) {
  const heading = view.headings.find(({ node }) => view.spans.contains(element, node));
  return (
    ariaLabel(element) ||
    textById(element, "aria-labelledby") ||
    (heading ? headingText(view, heading.node) : "")
  );
}

/** The innermost dialog that an element stands in; null for the page itself. */
export function dialogAround(view, node) {
  return view.dialogs.findLast(({ element }) => view.spans.contains(element, node)) || null;
}
