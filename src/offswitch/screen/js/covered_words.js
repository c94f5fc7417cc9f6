// Words of a page that lie under something else.
import { isClearOver } from "./clear.js";
import { boxOf, centerOf, isAtLeast } from "./geometry.js";
import { HEADING } from "./selectors.js";
import { clean, fold } from "./text.js";
import { chainOf, contains, elementAt, elementsIn } from "./tree.js";

/**
 * Which of some words are drawn in this frame, in view, and lie under something that is no part of theirs.
 *
 * What is only scrolled out of a box lies under nothing.
 */
export function coveredWords(words) {
  const wanted = new Map(words.map((word) => [fold(word), word]));
  const found = new Set();
  for (const node of elementsIn(document)) {
    const word = wanted.get(fold(node.textContent));
    if (word && isCoveredByOther(node)) found.add(word);
  }
  return [...found];
}

/** The first words of what lies over the middle of an element, or its name; empty where nothing with either does. */
export function wordsOver(node) {
  const box = boxOf(node);
  const over = isAtLeast(box, 1) ? elementAt(...centerOf(box)) : null;
  if (!over || contains(over, node) || contains(node, over)) return "";
  const outer = chainOf(over).findLast((each) => !contains(each, node));
  const [line] = (outer.innerText || "").trim().split("\n");
  return clean(line || over.getAttribute("aria-label") || "");
}

function isCoveredByOther(node) {
  const [x, y] = centerOf(boxOf(node));
  const view = { left: 0, top: 0, right: innerWidth - 1, bottom: innerHeight - 1 };
  if (!boxOf(node).width || !node.checkVisibility() || !isInside(x, y, view)) return false;
  const around = chainOf(node);
  const isCutOff = (outer) =>
    getComputedStyle(outer).overflow !== "visible" && !isInside(x, y, boxOf(outer));
  if (around.some(isCutOff)) return false;
  const over = elementAt(x, y);
  if (!over || around.includes(over) || chainOf(over).includes(node)) return false;
  return !isClearOver(over, node) && !isNextPage(over, node);
}

/** Whether what lies over an element is a page in the very place of its own, as a site stacks them. */
function isNextPage(over, node) {
  const front = chainOf(over).findLast((each) => !contains(each, node));
  const behind = chainOf(node).findLast((each) => !contains(each, over));
  if (getComputedStyle(front).position === "fixed") return false;
  const isTitled = elementsIn(front).some((each) => each.matches(HEADING));
  return isTitled && isSameBox(boxOf(front), boxOf(behind));
}

function isSameBox(one, other) {
  return ["left", "top", "right", "bottom"].every((edge) => Math.abs(one[edge] - other[edge]) <= 1);
}

function isInside(x, y, box) {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}
