// Boxes and points, in CSS pixels of the window.

export function boxOf(node) {
  return node.getBoundingClientRect();
}

export function centerOf(box) {
  return [box.left + box.width / 2, box.top + box.height / 2];
}

/** Whether an element shows nothing of what it holds, as words for those who listen are kept. */
export function isClipped(node, box = boxOf(node), style = getComputedStyle(node)) {
  return box.width <= 1 && box.height <= 1 && style.overflow !== "visible";
}

/** Whether a point lies in the window. */
export function isInView(x, y) {
  return x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
}

/** Whether a box has at least so many pixels each way. */
export function isAtLeast(box, pixels) {
  return box.width >= pixels && box.height >= pixels;
}
