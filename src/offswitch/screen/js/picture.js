// The part of a page that shows a control to somebody who was not there.
import { boxOf } from "./geometry.js";
import { chainOf } from "./tree.js";

const TALLEST = 260;

/** The smallest part around a control that says something, as wide as a row, and not the whole page. */
export function rowAround(node) {
  let row = node;
  for (const outer of chainOf(node)) {
    const box = boxOf(outer);
    if (outer === document.body || box.height > TALLEST) break;
    row = outer;
    if (box.width >= 240 && box.height >= 20 && (outer.innerText || "").trim()) break;
  }
  return row;
}
