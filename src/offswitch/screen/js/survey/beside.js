// What stands beside a control, in the largest element that holds no other one.
import { isBadgeWord } from "../asides.js";
import { OPENER } from "../selectors.js";
import { clean } from "../text.js";
import { chainOf, contains, parentOf } from "../tree.js";
import { ownLabel, ownLines } from "./labels.js";
import { firstLine, linesIn } from "./lines.js";
import { memoized } from "./memo.js";

const MOST_LINES = 40;
// A label that turns its row around, such as "Disable", says a lot.
const SAYS_LITTLE_ALONE = /^(default\b.*|enabled?|activated?|active|allow(ed)?|yes|on|use|show)$/i;
const OPERATED = `${OPENER},input:not([type=hidden]),select,textarea`;

/** What a control names as its description, and the lines that stand with it. */
export function textsBeside(view, control) {
  const texts = control.peers.flatMap(described);
  return [...texts, ...linesBeside(view, control).map((line) => line.text)];
}

/** The words beside a control that only tell a state, but not those that name it. */
export function stateWordsBeside(view, control) {
  const namesIt = ({ element }) =>
    element.closest("label") || control.peers.some((peer) => contains(peer, element));
  const lines = linesBeside(view, control).filter((line) => view.isStateWord(line.text));
  return lines.filter((line) => !namesIt(line)).map((line) => line.text);
}

/** The texts that an element names as its description. */
export function described(node) {
  const ids = (node.getAttribute("aria-describedby") || "").split(/\s+/).filter(Boolean);
  const texts = ids.map((id) => clean(node.getRootNode().getElementById?.(id)?.innerText));
  return texts.filter(Boolean);
}

/** What a label beside a control says that names nothing, where it is the only one and there is nothing else to operate. */
export function strayLabel(view, control) {
  for (const outer of heldAlone(view, control)) {
    const strays = [...outer.querySelectorAll("label")].filter(
      (label) => !(label.control || isOwn(control, label)) && firstLine(view, label),
    );
    if (strays.length) return strays.length === 1 ? firstLine(view, strays[0]) : "";
  }
  return "";
}

/** What stands before a control whose own label says little, such as "Enable" in the second cell of a row. */
export function captionOf(view, control) {
  if (!SAYS_LITTLE_ALONE.test(ownLabel(view, control))) return "";
  const begin = view.spans.beginOf(control.node);
  const own = ownLines(view, control);
  const isBefore = (line) =>
    view.spans.beginOf(line.element) < begin && !own.includes(line) && !isBadgeWord(line.text);
  for (const outer of heldAlone(view, control)) {
    const caption = linesIn(view, outer).find(isBefore);
    if (caption) return caption.text;
  }
  return "";
}

/** What is around a control, as far as there is nothing else to operate in it. */
function heldAlone(view, control) {
  const around = chainOf(parentOf(control.node));
  const isShared = (outer) =>
    outer === document.body ||
    view.controlsIn(outer).length > 1 ||
    [...outer.querySelectorAll(OPERATED)].some((node) => !isOwn(control, node));
  const end = around.findIndex(isShared);
  return end < 0 ? around : around.slice(0, end);
}

function isOwn(control, node) {
  return control.peers.some((peer) => contains(node, peer) || contains(peer, node));
}

const linesBeside = memoized((view, control) => {
  const around = chainOf(parentOf(control.node));
  const end = around.findIndex(
    (outer) => outer === document.body || view.controlsIn(outer).length > 1,
  );
  const place = (end < 0 ? around : around.slice(0, end)).at(-1);
  return place ? linesIn(view, place).slice(0, MOST_LINES) : [];
});
