// What stands beside a control, in the largest element that holds no other one.
import { OPENER } from "../selectors.js";
import { clean } from "../text.js";
import { chainOf, contains, parentOf } from "../tree.js";
import { firstLine, linesIn } from "./lines.js";
import { memoized } from "./memo.js";

const MOST_LINES = 40;
const OPERATED = `${OPENER},input:not([type=hidden]),select,textarea`;

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

/** What a label beside a control says that names nothing, where it is the only one and there is nothing else to operate. */
export function strayLabel(view, control) {
  const isOwn = (node) =>
    control.peers.some((peer) => contains(node, peer) || contains(peer, node));
  for (const outer of chainOf(parentOf(control.node))) {
    if (outer === document.body || view.controlsIn(outer).length > 1) return "";
    if ([...outer.querySelectorAll(OPERATED)].some((node) => !isOwn(node))) return "";
    const strays = [...outer.querySelectorAll("label")].filter(
      (label) => !(label.control || isOwn(label)) && firstLine(view, label),
    );
    if (strays.length) return strays.length === 1 ? firstLine(view, strays[0]) : "";
  }
  return "";
}

const linesBeside = memoized((view, control) => {
  const around = chainOf(parentOf(control.node));
  const end = around.findIndex(
    (outer) => outer === document.body || view.controlsIn(outer).length > 1,
  );
  const place = (end < 0 ? around : around.slice(0, end)).at(-1);
  return place ? linesIn(view, place).slice(0, MOST_LINES) : [];
});
