// What stands beside a control, in the largest element that holds no other one.
import { clean } from "../text.js";
import { chainOf, contains, parentOf } from "../tree.js";
import { linesIn } from "./lines.js";
import { memoized } from "./memo.js";

const MOST_LINES = 40;

/** What a control names as its description, and the lines that stand with it. */
export function textsBeside(view, control) {
  const texts = control.peers.flatMap(described);
  return [...texts, ...linesBeside(view, control).map((line) => line.text)];
}

/** The words beside a control that only tell a state, but not those that name it. */
export function stateWordsBeside(view, control) {
  const isOwn = ({ element }) =>
    element.closest("label") || control.peers.some((peer) => contains(peer, element));
  const lines = linesBeside(view, control).filter((line) => view.isStateWord(line.text));
  return lines.filter((line) => !isOwn(line)).map((line) => line.text);
}

/** The texts that an element names as its description. */
export function described(node) {
  const ids = (node.getAttribute("aria-describedby") || "").split(/\s+/).filter(Boolean);
  const texts = ids.map((id) => clean(node.getRootNode().getElementById?.(id)?.innerText));
  return texts.filter(Boolean);
}

const linesBeside = memoized((view, control) => {
  const around = chainOf(parentOf(control.node));
  const end = around.findIndex(
    (outer) => outer === document.body || view.controlsIn(outer).length > 1,
  );
  const place = (end < 0 ? around : around.slice(0, end)).at(-1);
  return place ? linesIn(view, place).slice(0, MOST_LINES) : [];
});
