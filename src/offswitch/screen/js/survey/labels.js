// What a control is called: its accessible name and its own label.
import { isAside } from "../asides.js";
import { MENU } from "../selectors.js";
import { clean, listed } from "../text.js";
import { contains, parentOf } from "../tree.js";
import { firstLine, linesIn, prominentLine } from "./lines.js";
import { memoized } from "./memo.js";

/** The words of a node that are told to those who listen, but for what only stands beside them. */
export function audibleText(node) {
  return clean(partsOf(node, isAside)) || partsOf(node, () => false);
}

function partsOf(node, isLeftOut) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute("aria-hidden") === "true") return "";
  const inner = [...node.childNodes].filter((child) => !(child.localName && isLeftOut(child)));
  return inner.map((child) => partsOf(child, isLeftOut)).join("");
}

/** The words of the elements that an attribute names by their ids. */
export function textById(node, attribute, textOf = told) {
  const root = node.getRootNode();
  const named = listed(node, attribute).map((id) => root.getElementById?.(id));
  return clean(named.filter(Boolean).map(textOf).join(" "));
}

function told(target) {
  return audibleText(target) || target.textContent;
}

/** The words by which a control is named elsewhere. What stands in a menu is its choice, and no part of its name. */
function nameById(node) {
  if (!node.matches(MENU)) return textById(node, "aria-labelledby");
  return textById(node, "aria-labelledby", (target) => {
    if (target === node) return ariaLabel(node);
    return contains(node, target) ? "" : told(target);
  });
}

export function ariaLabel(node) {
  return clean(node.getAttribute("aria-label"));
}

/** A document's or shadow root's labels, by the control and by the id that they are for. */
const labelsIn = memoized((_view, root) => {
  const [byControl, byId] = [new Map(), new Map()];
  const put = (map, key, label) => map.set(key, [...(map.get(key) || []), label]);
  for (const label of root.querySelectorAll?.("label") || []) {
    if (label.control) put(byControl, label.control, label);
    if (label.htmlFor) put(byId, label.htmlFor, label);
  }
  return { byControl, byId };
});

/** The label elements of a node, and those of everything around it. */
export const labelElements = memoized((view, node) => {
  const { byControl, byId } = labelsIn(view, node.getRootNode());
  const labels = [...(byControl.get(node) || (!node.labels && node.id && byId.get(node.id)) || [])];
  for (let outer = parentOf(node); outer; outer = parentOf(outer)) {
    labels.push(...(labelsIn(view, outer.getRootNode()).byControl.get(outer) || []));
    if (outer.localName === "label") labels.push(outer);
  }
  return [...new Set(labels)];
});

/** Whether a label with words belongs to an element. */
export function isLabelled(view, node) {
  return labelElements(view, node).some((label) => linesIn(view, label).length > 0);
}

/** The name that a control tells those who listen. */
export function accessibleName(view, control) {
  for (const node of control.peers) {
    const name = nameById(node) || ariaLabel(node);
    if (name) return name;
  }
  const { node } = control;
  if (!node.matches("input,select,[role=combobox],[role=listbox]")) return clean(audibleText(node));
  return wordsOfPictures(view, control) || clean(node.getAttribute("title"));
}

/** What the pictures in a control's labels are called, where nothing else stands in them, such as a partner's logo. */
function wordsOfPictures(view, { peers }) {
  const labels = peers.flatMap((peer) => labelElements(view, peer));
  if (labels.some((label) => audibleText(label))) return "";
  const pictures = labels.flatMap((label) => [...label.querySelectorAll("img[alt]")]);
  return clean(pictures.map((picture) => picture.alt).join(" "));
}

/** The labels that belong to a control alone, the one around it first, and the part of it that is left out of each. */
const ownLabels = memoized((view, { node, peers }) => {
  const part = peers.find((peer) => labelElements(view, peer).length) || null;
  if (!part) return { labels: node.matches("input,select") ? [] : [node], part };
  const labels = labelElements(view, part).filter(
    (each) => view.controlsIn(each).length < 2 && linesIn(view, each, part).length,
  );
  return { labels: labels.sort((one, other) => contains(other, part) - contains(one, part)), part };
});

/** The first line of the label that belongs to a control alone, or of the control itself. */
export function ownLabel(view, control) {
  const { labels, part } = ownLabels(view, control);
  return labels.length ? firstLine(view, labels[0], part) : "";
}

/** The first lines of its other labels: one of them may be the question that it answers. */
export function otherLabels(view, control) {
  const { labels, part } = ownLabels(view, control);
  return labels.slice(1).map((label) => firstLine(view, label, part));
}

/** The lines of its own label. */
export function ownLines(view, control) {
  const { labels, part } = ownLabels(view, control);
  return labels.length ? linesIn(view, labels[0], part) : [];
}

/** The line of its own label that stands out from those above it, such as a title below a small word. */
export function ownTitle(view, control) {
  return prominentLine(ownLines(view, control));
}

/** The label elements that a control is called by alone: not those that only name it from elsewhere, beside its own. */
export function ownLabelElements(view, control) {
  const { labels, part } = ownLabels(view, control);
  const around = part ? labelElements(view, part).filter((each) => contains(each, part)) : [];
  return [...labels.slice(0, 1), ...around];
}
