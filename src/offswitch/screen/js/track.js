// What is drawn of a control that is too small to be seen itself.
import { boxOf, isAtLeast } from "./geometry.js";

/** A drawn switch is small and has no words; a veil over the page is silent, too. */
export function isTrack(node) {
  const box = boxOf(node);
  const isSilent = !(node.textContent || "").trim();
  return isSilent && isAtLeast(box, 8) && box.width <= 160 && box.height <= 80;
}
