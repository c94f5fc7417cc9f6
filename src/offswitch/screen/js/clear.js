// Controls that are transparent, and lie over what is drawn of them.
import { CONTROL } from "./selectors.js";
import { chainOf, contains, elementsIn, parentOf } from "./tree.js";

const LEAST_TO_HIDE = 0.1;

/** Whether an element is a transparent control over words that stand with it alone: it hides none of them. */
export function isClearOver(over, words) {
  if (!over.matches(CONTROL) || opacityOf(over) >= LEAST_TO_HIDE) return false;
  const shared = chainOf(parentOf(over)).find((outer) => contains(outer, words));
  const others = shared ? elementsIn(shared).filter((node) => node.matches(CONTROL)) : [];
  return others.every((node) => contains(node, over) || contains(over, node));
}

function opacityOf(node) {
  return chainOf(node).reduce((all, one) => all * Number(getComputedStyle(one).opacity), 1);
}
