// Whether a page says that a control is not done yet: then what it shows is only what is wished for.
import { clean } from "../text.js";
import { chainOf, parentOf } from "../tree.js";
import { linesIn } from "./lines.js";
import { rowLines } from "./rows.js";

const SAYS_BUSY =
  /^(applying|saving|updating|processing|syncing|sending|working)\b.*(\u2026|\.\.\.)|^(not saved|unsaved|pending)( yet)?\W*$/i;
const MOST_LINES = 40;

/** Whether it is marked so, or a line of its own row or of its description says so. */
export function isBusy(view, control) {
  const isMarked = chainOf(control.node).some(
    (outer) => outer.getAttribute("aria-busy") === "true",
  );
  const lines = [...rowLines(view, control).map((line) => line.text), ...described(control.node)];
  return isMarked || lines.some((line) => SAYS_BUSY.test(line));
}

/** What a control names as its description, and what stands with it in the largest element that holds no other control. */
export function textsBeside(view, control) {
  const around = chainOf(parentOf(control.node));
  const end = around.findIndex(
    (outer) => outer === document.body || view.controlsIn(outer).length > 1,
  );
  const place = (end < 0 ? around : around.slice(0, end)).at(-1);
  const lines = place ? linesIn(view, place).slice(0, MOST_LINES) : [];
  return [...control.peers.flatMap(described), ...lines.map((line) => line.text)];
}

function described(node) {
  const ids = (node.getAttribute("aria-describedby") || "").split(/\s+/).filter(Boolean);
  const texts = ids.map((id) => clean(node.getRootNode().getElementById?.(id)?.innerText));
  return texts.filter(Boolean);
}
