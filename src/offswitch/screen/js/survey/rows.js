// Rows: what stands beside a control that has no label, and what opens something.
import { isBadgeWord } from "../asides.js";
import { arrowOf, boxAround, FIELD } from "../field.js";
import { parentOf } from "../tree.js";
import { ariaLabel } from "./labels.js";
import { firstLine, linesIn, prominentLine } from "./lines.js";
import { memoized } from "./memo.js";
import { isBlock, isPresented } from "./visibility.js";

const SAYS_LITTLE =
  /^(view|see|see all|change|edit|manage|review|open|more|show|select|go|start)$/i;

const BUTTON = "button:not([role=tab]),[role=button]";
const SAYS_CHOSEN =
  /^(?!.*(^|[-_])(not|un|in)[-_]?(active|selected|checked|chosen)).*(^|[-_])(active|selected|checked|chosen)$/i;

/** The smallest element that a control stands in alone with words beside it; null where there is none. */
export const rowOf = memoized((view, control) => {
  for (let outer = parentOf(control.node); isInBody(outer); outer = parentOf(outer)) {
    if (view.controlsIn(outer).length > 1) return null;
    if (rowLine(view, outer, control) && !holdsPartOfALine(view, outer)) return outer;
  }
  return null;
});

/** Whether words in an element belong to a line of the block around it, as where a line has a block in it. */
function holdsPartOfALine(view, element) {
  if (isBlock(getComputedStyle(element))) return false;
  return view.audibleLines.some(
    ({ element: block, first }) =>
      view.spans.contains(element, parentOf(first)) && !view.spans.contains(element, block),
  );
}

/** The words beside a control in its row. */
export function rowLabel(view, control) {
  const row = rowOf(view, control);
  return row ? rowLine(view, row, control).text : "";
}

/** The line of its row that stands out from those above it. */
export function rowTitle(view, control) {
  return prominentLine(rowLines(view, control));
}

/** The lines of its row. */
export function rowLines(view, control) {
  const row = rowOf(view, control);
  return row ? telling(view, row, control) : [];
}

function rowLine(view, element, control) {
  const lines = telling(view, element, control);
  return lines.find((line) => !isBadgeWord(line.text)) || lines[0];
}

function telling(view, element, control) {
  const { node } = control;
  // What stands in the box of a field is its choice.
  const shown = (node.matches(FIELD) && boxAround(node)) || node;
  const arrow = arrowOf(node);
  return linesIn(view, element, shown).filter(
    (line) => !view.isStateWord(line.text) && line.element !== arrow,
  );
}

function isInBody(element) {
  return element && element !== document.body;
}

/** What a row that opens something says. */
export const openerText = memoized(
  (view, item) => ariaLabel(item.node) || firstLine(view, item.node),
);

/** The rows of a view that a person can see, and that say something. */
export function visibleRows(view) {
  return view.rows.filter((item) => isPresented(item) && openerText(view, item));
}

/** Whether a row is the one of several buttons side by side whose class says that it is chosen. */
export function isChosen({ node }) {
  if (!node.matches(BUTTON) || !parentOf(node)) return false;
  const buttons = [...parentOf(node).children].filter((each) => each.matches(BUTTON));
  const chosen = buttons.filter((each) =>
    [...each.classList].some((name) => SAYS_CHOSEN.test(name)),
  );
  return buttons.length > 1 && chosen.length === 1 && chosen[0] === node;
}

/** What a row is about: one that only says "View" stands beside the words that tell. */
export function subjectOf(view, item) {
  const own = openerText(view, item);
  if (!SAYS_LITTLE.test(own)) return own;
  const countIn = (element) => view.rowsIn(element).length;
  const count = countIn(item.node);
  let subject = "";
  for (
    let outer = parentOf(item.node);
    isInBody(outer) && countIn(outer) <= count;
    outer = parentOf(outer)
  )
    subject = firstLine(view, outer) || subject;
  return subject || own;
}
