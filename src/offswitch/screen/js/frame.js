// Where an inner frame lies in its outer document.
import { boxOf } from "./geometry.js";
import { elementAt } from "./tree.js";

/** Whether a frame's element shows at least so many pixels each way to a person. */
export function isFrameSeen(node, leastPixels) {
  return (
    Math.min(node.clientWidth, node.clientHeight) >= leastPixels &&
    node.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  );
}

/** Where the frame's own document begins, by place, border and padding, and how much it is scaled. */
export function frameOrigin(node) {
  const box = boxOf(node);
  const style = getComputedStyle(node);
  const across = box.width / (node.offsetWidth || 1);
  const down = box.height / (node.offsetHeight || 1);
  const left = box.left + (node.clientLeft + Number.parseFloat(style.paddingLeft)) * across;
  const top = box.top + (node.clientTop + Number.parseFloat(style.paddingTop)) * down;
  return { left, top, across, down };
}

/** From a point of the frame's document to one of the outer document. */
export function toOuterPoint(node, [x, y]) {
  const { left, top, across, down } = frameOrigin(node);
  return [left + x * across, top + y * down];
}

/** From a point of the outer document to one of the frame's; null where a pointer meets something else. */
export function toInnerPoint(node, [x, y]) {
  if (elementAt(x, y) !== node) return null;
  const { left, top, across, down } = frameOrigin(node);
  return [(x - left) / across, (y - top) / down];
}
