// Boxes of the window as plain data, and what of an element can be seen.
import { boxOf } from "../geometry.js";
import { chainOf, parentOf } from "../tree.js";

export function viewport() {
  const right = document.documentElement.clientWidth || innerWidth;
  return { left: 0, top: 0, right, bottom: innerHeight };
}

/** What two boxes have in common; null where that is nothing. */
export function overlap(one, other) {
  const box = {
    left: Math.max(one.left, other.left),
    top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right),
    bottom: Math.min(one.bottom, other.bottom),
  };
  return box.right > box.left && box.bottom > box.top ? box : null;
}

/** The smallest box around some. */
export function boxAround(boxes) {
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

export function areaOf(box) {
  return box ? (box.right - box.left) * (box.bottom - box.top) : 0;
}

/** What of an element can be seen: not what a list or the window cuts off. */
export function visiblePart(node) {
  let box = overlap(boxOf(node), viewport());
  for (const outer of chainOf(parentOf(node))) {
    if (!box || outer === document.documentElement) break;
    const { overflow, display } = getComputedStyle(outer);
    const cuts = overflow !== "visible" && display !== "contents" && outer !== document.body;
    if (cuts) box = overlap(box, boxOf(outer));
  }
  return box;
}
