// Where an element hangs in the tree.
import { parentOf } from "../tree.js";
import { memoized } from "./memo.js";

const numbersOf = memoized(() => new Map());

/** The numbers of the elements around an element, from the root: two paths share what holds both. */
export function pathOf(view, node) {
  const numbers = numbersOf(view, "numbers");
  const path = [];
  for (let outer = parentOf(node); outer; outer = parentOf(outer)) {
    if (!numbers.has(outer)) numbers.set(outer, numbers.size);
    path.unshift(numbers.get(outer));
  }
  return path;
}
