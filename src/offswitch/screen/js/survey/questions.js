// The question that a group of radios answers: a legend, or the plain words above them.
import { parentOf } from "../tree.js";
import { legendOf, regionName } from "./headings.js";
import { ownLabelElements, textById } from "./labels.js";
import { linesIn } from "./lines.js";
import { memoized } from "./memo.js";
import { kindOf } from "./roles.js";
import { rowOf } from "./rows.js";

const GROUP = "fieldset,[role=radiogroup],[role=group]";
const LONG = 100;
const ENDS_SENTENCE = /[.!\u3002\uff01]$/;

/** The lines that neither label a control nor tell a state. */
export function looseLines(view) {
  const labelsOf = (control) =>
    [control.node, ...ownLabelElements(view, control), rowOf(view, control)].filter(Boolean);
  const labels = new Set(
    view.controls.flatMap(labelsOf).flatMap((element) => linesIn(view, element)),
  );
  return view.audibleLines.filter((line) => !labels.has(line) && !view.isStateWord(line.text));
}

/** The question of a radio's group; empty where none can be told. */
export function questionOf(view, control) {
  for (
    let outer = parentOf(control.node);
    outer && view.spans.has(outer);
    outer = parentOf(outer)
  ) {
    const inside = view.controlsIn(outer);
    const group = groupOf(view, control, inside);
    const isAlone = group.length === inside.length;
    const isNamed = isAlone && outer.matches(GROUP);
    const legend = isNamed ? textById(outer, "aria-labelledby") || legendOf(view, outer) : "";
    if (legend) return legend;
    const above = linesAbove(view, outer, group);
    if (above.length) return asked(above);
    const name = isNamed ? regionName(view, outer) : "";
    if (name || !isAlone) return name;
  }
  return "";
}

/** The radios, out of the controls in some element, that are one group with a radio. */
export function groupOf(view, control, inside) {
  const { name, form } = control.node;
  const radios = inside.filter(({ node }) => kindOf(node) === "radio");
  if (name) return radios.filter(({ node }) => node.name === name && node.form === form);
  const set = control.node.closest("[role=radiogroup]");
  const near = radios.filter(({ node }) => !node.name && node.closest("[role=radiogroup]") === set);
  return set ? near : unbrokenRun(view, control, near);
}

/** Nothing holds these radios together: words between them begin another group. */
function unbrokenRun(view, control, radios) {
  const { spans } = view;
  const isBetween = (line, one, other) =>
    spans.beginOf(line.element) > spans.beginOf(one.node) &&
    spans.beginOf(line.element) < spans.beginOf(other.node);
  let group = [];
  for (const radio of radios) {
    const last = group.at(-1);
    const isParted = last && view.looseLines.some((line) => isBetween(line, last, radio));
    if (isParted && group.includes(control)) break;
    if (isParted) group = [];
    group.push(radio);
  }
  return group;
}

/** Where the controls, rows and headings of a view end, in the order of the walk. */
const ends = memoized((view) =>
  [...view.controls, ...view.rows, ...view.headings]
    .map(({ node }) => view.spans.endOf(node))
    .sort((a, b) => a - b),
);

/** The lines of an element directly above a group: nothing to operate, and no heading, stands between. */
export function linesAbove(view, element, group) {
  const { spans } = view;
  const first = spans.beginOf(group[0].node);
  const last = ends(view).findLast((end) => end <= first) ?? -1;
  return spans
    .within(element, view.looseLines, (line) => line.element)
    .filter((line) => spans.beginOf(line.element) < first && spans.beginOf(line.element) >= last);
}

/** Of the lines above a group, the nearest one that does not merely explain another. */
function asked(lines) {
  const sizeOf = (line) => Number.parseFloat(getComputedStyle(line.element).fontSize);
  const largest = Math.max(...lines.map(sizeOf));
  const explains = (line) =>
    ENDS_SENTENCE.test(line.text) || line.text.length > LONG || sizeOf(line) < largest;
  return (lines.findLast((line) => !explains(line)) || lines.at(-1)).text;
}
