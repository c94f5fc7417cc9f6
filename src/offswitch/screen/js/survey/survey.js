// Look at one frame as a person would: its visible lines of text, headings, dialogs, rows and controls.
import { OF_THE_SITE } from "../selectors.js";
import { clean } from "../text.js";
import { captionOf, stateWordsBeside, strayLabel, textsBeside } from "./beside.js";
import { isBusy } from "./busy.js";
import { dialogAround, dialogTitle, layerOf } from "./dialogs.js";
import { isUnlikeOthers } from "./drawn.js";
import { headingChain, visibleHeadings } from "./headings.js";
import { accessibleName, otherLabels, ownLabel, ownLines, ownTitle } from "./labels.js";
import { firstLineAsDrawn, linesIn } from "./lines.js";
import { pathOf } from "./path.js";
import { kindOf, roleOf } from "./roles.js";
import { isChosen, openerText, rowLabel, rowLines, rowTitle, subjectOf } from "./rows.js";
import { attributesOf, classesOf, isDisabled, keysOf, optionsOf, signalsOf } from "./signals.js";
import { excessOf } from "./size.js";
import { viewOf } from "./view.js";
import { labelsWithout } from "./words.js";

const KEPT = 500; // looks whose elements may still be asked for

/**
 * What looks at this frame again and again, and remembers the elements of its last looks. Changes nothing.
 *
 * stateWords are the words that only tell a state. `look()` returns the number of the look and its facts, as
 * JSON, or what the page has too much of to be looked at; `labelsWithout(labels)` those
 * of some labels that cannot be on the page; `node(number, list, index)` the element of that look's control or row; and `placeOf(node)` where an
 * inner frame's element stood at the last look.
 */
export function surveyor(stateWords) {
  const looks = new Map();
  let view = null;
  let number = 0;
  return {
    look() {
      const excess = excessOf(document.body);
      if (excess) return { excess };
      view = viewOf(stateWords);
      number += 1;
      looks.set(number, {
        controls: view.seenControls.map(({ node }) => node),
        rows: view.seenRows.map(({ node }) => node),
      });
      looks.delete(number - KEPT);
      return { number, facts: JSON.stringify(factsOf(view)) };
    },
    labelsWithout,
    node: (of, list, index) => looks.get(of)[list][index],
    placeOf: (node) => placeOf(view, node),
  };
}

function factsOf(view) {
  return {
    address: location.href,
    language: document.documentElement.lang || "",
    ready: document.readyState,
    lines: view.lines.flatMap(describeLine),
    headings: visibleHeadings(view),
    dialogs: view.dialogs.map((dialog) => dialogTitle(view, dialog)),
    top: layerOf(view.top),
    rows: view.seenRows.map((row) => describeRow(view, row)),
    controls: view.seenControls.map((control) => describeControl(view, control)),
    alerts: [...document.querySelectorAll("[role=alert]")]
      .map((node) => clean(node.textContent))
      .filter(Boolean),
  };
}

function describeLine({ text, silent, whole, covered, dialog }) {
  const words = [...new Set([text, silent, whole])].filter(Boolean);
  return words.map((each) => ({ text: each, covered, layer: layerOf(dialog) }));
}

function describeRow(view, row) {
  return {
    text: openerText(view, row),
    subject: subjectOf(view, row),
    lines: linesIn(view, row.node).map((line) => line.text),
    href: row.node.getAttribute("href") || "",
    headings: headingChain(view, row),
    layer: layerOf(row.dialog),
    path: pathOf(view, row.node),
    isChosen: isChosen(row),
  };
}

function describeControl(view, control) {
  const { node, question } = control;
  const headings = headingChain(view, control);
  return {
    kind: kindOf(node),
    role: roleOf(node),
    name: accessibleName(view, control),
    own: ownLabel(view, control),
    row: rowLabel(view, control),
    lines: [...ownLines(view, control), ...rowLines(view, control)].map((line) => line.text),
    titles: [
      ownTitle(view, control),
      rowTitle(view, control),
      ...otherLabels(view, control),
      strayLabel(view, control),
      captionOf(view, control),
    ].filter(Boolean),
    drawn: [ownLines(view, control), rowLines(view, control)].map(firstLineAsDrawn).filter(Boolean),
    headings: question ? [...new Set([question, ...headings])] : headings,
    question,
    keys: keysOf(control),
    signals: signalsOf(control),
    classes: classesOf(view, control),
    attributes: attributesOf(control),
    options: optionsOf(control),
    disabled: isDisabled(control),
    busy: isBusy(view, control),
    beside: textsBeside(view, control),
    stateWords: stateWordsBeside(view, control),
    layer: layerOf(control.dialog),
    path: pathOf(view, node),
    isUnlikeOthers: isUnlikeOthers(view, control),
    ofSite: Boolean(node.closest(OF_THE_SITE)),
  };
}

/** Where the element of an inner frame stands: what it belongs to, and whether a dialog lies over it. */
function placeOf(view, node) {
  const { spans, top } = view;
  const dialog = dialogAround(view, node);
  return {
    layer: layerOf(dialog),
    path: pathOf(view, node),
    beneath: Boolean(top) && !spans.contains(top.element, node),
    headings: spans.has(node) ? headingChain(view, { node, dialog }) : [],
  };
}
