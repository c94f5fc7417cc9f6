// Dialogs that lie over a document.
import { DIALOG } from "./selectors.js";
import { contains, elementsIn } from "./tree.js";

/** Whether an element stands in the dialog on top of its document, beneath it, or where there is none ("page"). */
export function layerOf(node) {
  const top = elementsIn(document).filter(isOpenDialog).at(-1);
  if (!top) return "page";
  return contains(top, node) ? "dialog" : "beneath";
}

function isOpenDialog(node) {
  return (
    node.matches(DIALOG) &&
    node.getAttribute("aria-hidden") !== "true" &&
    node.checkVisibility({ checkVisibilityCSS: true })
  );
}
