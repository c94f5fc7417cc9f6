// Whether a page says that a control is not done yet: then what it shows is only what is wished for.
import { chainOf } from "../tree.js";
import { described } from "./beside.js";
import { rowLines } from "./rows.js";

const SAYS_BUSY =
  /^(applying|saving|updating|processing|syncing|sending|working)\b.*(\u2026|\.\.\.)|^(not saved|unsaved|pending)( yet)?\W*$/i;

/** Whether it is marked so, or a line of its own row or of its description says so. */
export function isBusy(view, control) {
  const isMarked = chainOf(control.node).some(
    (outer) => outer.getAttribute("aria-busy") === "true",
  );
  const lines = [...rowLines(view, control).map((line) => line.text), ...described(control.node)];
  return isMarked || lines.some((line) => SAYS_BUSY.test(line));
}
