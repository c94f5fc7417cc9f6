// Bars that keep their place in the window while the page scrolls beneath them.
import { boxOf } from "./geometry.js";
import { canScrollDown } from "./scroll.js";
import { chainOf, parentOf } from "./tree.js";

const MOST_OF_WINDOW = 1 / 3;

/** Whether only a bar lies over a box of an element, and whoever scrolls sees the box above or below it. */
export function isOnlyUnderBar(over, element, box) {
  const around = chainOf(element); // a shell that keeps its place holds the page too
  const bar = chainOf(over).findLast(
    (node) => !around.includes(node) && /fixed|sticky/.test(getComputedStyle(node).position),
  );
  if (!bar || boxOf(bar).height > innerHeight * MOST_OF_WINDOW) return false;
  const { top, bottom } = boxOf(bar);
  const isSeenAbove = (outer) => top >= box.height && roomBelow(outer) >= box.bottom - top;
  const isSeenBelow = (outer) =>
    innerHeight - bottom >= box.height && outer.scrollTop >= bottom - box.top;
  return chainOf(parentOf(element))
    .filter(canScrollDown)
    .some((outer) => isSeenAbove(outer) || isSeenBelow(outer));
}

function roomBelow({ scrollHeight, clientHeight, scrollTop }) {
  return scrollHeight - clientHeight - scrollTop;
}
