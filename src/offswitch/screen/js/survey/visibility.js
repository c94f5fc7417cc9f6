// What of a page a person can see, and what lies over it.
import { isOnlyUnderBar } from "../bars.js";
import { isClearOver } from "../clear.js";
import { boxOf, centerOf, isInView } from "../geometry.js";
import { elementAt } from "../tree.js";

const LEAST_OPACITY = 0.1;

export function isOpaque(opacity) {
  return opacity >= LEAST_OPACITY;
}

/** Whether an element is drawn where a person can see it. */
export function isDrawn(item) {
  return item.shown && isOpaque(item.opacity);
}

/** Whether an element is drawn, and told to those who listen. */
export function isPresented(item) {
  return isDrawn(item) && !item.ariaHidden;
}

/** Whether an element begins a line of its own. */
export function isBlock(style) {
  return style.display !== "inline" && style.display !== "contents";
}

/** Left of the page, where nobody can scroll to: words for those who listen. */
export function isLeftOfPage(box) {
  return box.width > 0 && box.right + scrollX < 0;
}

/** Left of the page or above it. */
export function isOffPage(box) {
  return box.right + scrollX < 0 || box.bottom + scrollY < 0;
}

/** The dialog that a pointer meets; later ones lie over earlier ones unless the pointer says otherwise. */
export function topDialog(view) {
  let top = null;
  for (const dialog of view.dialogs) {
    const [x, y] = centerOf(boxOf(dialog.element));
    const under = isInView(x, y) ? elementAt(x, y) : null;
    if (!under || view.spans.contains(dialog.element, under)) top = dialog;
  }
  return top;
}

/** Whether a pointer meets something else everywhere on a line. */
export function isCovered(view, line) {
  const { spans } = view;
  for (const box of line.boxes) {
    const [x, y] = centerOf(box);
    if (!isInView(x, y)) return isBehindTop(view, line.dialog);
    const under = elementAt(x, y);
    if (under && (spans.contains(line.element, under) || spans.contains(under, line.element)))
      return false;
    if (under && isClearOver(under, line.element)) return false;
    if (under && isOnlyUnderBar(under, line.element, box)) return false;
  }
  return true;
}

/** Whether the topmost dialog lies over what belongs to a dialog, or to none. */
function isBehindTop({ spans, top }, dialog) {
  if (!top || top === dialog) return false;
  return !(dialog && spans.contains(top.element, dialog.element));
}
