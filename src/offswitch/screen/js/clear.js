// Controls that are transparent, and lie over what is drawn of them.
import { CONTROL, OPENER } from "./selectors.js";
import { fold } from "./text.js";
import { chainOf, contains, elementsIn, parentOf } from "./tree.js";

const LEAST_TO_HIDE = 0.1;

/**
 * Whether an element is a transparent control over words that stand with it alone, or that it is called by: it
 * hides none of them.
 */
export function isClearOver(over, words) {
  if (!over.matches(`${CONTROL},${OPENER}`) || opacityOf(over) >= LEAST_TO_HIDE) return false;
  if (isCalledBy(over, words)) return true;
  if (!over.matches(CONTROL)) return false;
  const shared = chainOf(parentOf(over)).find((outer) => contains(outer, words));
  const others = shared ? elementsIn(shared).filter((node) => node.matches(CONTROL)) : [];
  return others.every((node) => contains(node, over) || contains(over, node));
}

function isCalledBy(over, words) {
  const ids = (over.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean);
  const named = ids.map((id) => over.getRootNode().getElementById(id)).filter(Boolean);
  if (named.length) return named.some((each) => contains(each, words));
  const label = fold(over.getAttribute("aria-label") || "");
  return Boolean(label) && label === fold(words.textContent);
}

function opacityOf(node) {
  return chainOf(node).reduce((all, one) => all * Number(getComputedStyle(one).opacity), 1);
}
