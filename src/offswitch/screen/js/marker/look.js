// What the marker has to mind: the element at work, and the words around it.
import { frameOrigin } from "../frame.js";
import { boxOf } from "../geometry.js";
import { DIALOG } from "../selectors.js";
import { chainOf, contains, parentOf } from "../tree.js";
import { overlap, viewport, visiblePart } from "./boxes.js";

const OPERATED =
  "a[href],button,input,select,textarea,summary,[role=button],[role=switch],[role=checkbox],[role=radio],[role=link]";
const MOST_WORDS = 3000;
const LEAST = 8;
const ROW_HEIGHT = 260;
const STEPS_TO_LABEL = 3;

/**
 * Look at an element in its own document.
 *
 * Returns the `box` of its visible part, or null; the boxes that are `kept` free of our words, which
 * are the element and the words of its row; and those of all other `words`, which are covered only
 * if there is no room.
 */
export function look(target) {
  const own = visiblePart(target);
  const box = isLarge(own) ? own : standIn(target) || own;
  if (!box) return { box: null, kept: [], words: [] };
  // What lies behind a dialog is not what a person reads now.
  const dialog = chainOf(target).find((outer) => outer.matches(DIALOG));
  const row = rowOf(target);
  const all = drawnWords().filter(({ node }) => !dialog || contains(dialog, node));
  const isBeside = (other) => other.top < box.bottom && other.bottom > box.top;
  const isKept = ({ node, box: other }) => contains(row, node) || isBeside(other);
  return {
    box,
    kept: [box, ...all.filter(isKept).map((each) => each.box)],
    words: all.filter((each) => !isKept(each)).map((each) => each.box),
  };
}

/** The same of the document around a frame, from what was seen within the frame. */
export function lookOutwards(frame, seen) {
  const { left, top, across, down } = frameOrigin(frame);
  const view = visiblePart(frame);
  const outwards = (box) =>
    box &&
    view &&
    overlap(view, {
      left: left + box.left * across,
      top: top + box.top * down,
      right: left + box.right * across,
      bottom: top + box.bottom * down,
    });
  const all = (boxes) => boxes.map(outwards).filter(Boolean);
  return {
    box: outwards(seen.box),
    kept: all(seen.kept),
    words: [...all(seen.words), ...drawnWords().map((each) => each.box)],
  };
}

function isLarge(box) {
  return Boolean(box) && box.right - box.left >= LEAST && box.bottom - box.top >= LEAST;
}

/** A control may be hidden behind its label, or be a point of a drawn one. */
function standIn(target) {
  const around = chainOf(parentOf(target)).slice(0, STEPS_TO_LABEL);
  const labels = around.filter((outer) => outer.localName === "label");
  return [...(target.labels || []), ...labels].map(visiblePart).find(isLarge) || null;
}

/** As much around an element as holds no other control. */
function rowOf(target) {
  const isAlone = (outer) =>
    [...outer.querySelectorAll(OPERATED)].every(
      (node) => contains(node, target) || contains(target, node),
    );
  let row = target;
  for (const outer of chainOf(parentOf(target))) {
    if (outer === document.body || !isAlone(outer)) break;
    if (boxOf(outer).height > ROW_HEIGHT && row !== target) break;
    row = outer;
  }
  return row;
}

/** Each line of text and each control that is drawn, with its element. */
function drawnWords() {
  const found = [];
  const view = viewport();
  const range = document.createRange();
  const note = (node, box) => {
    const part = overlap(box, view);
    if (part) found.push({ node, box: part });
  };
  const noteText = (text) => {
    const element = text.parentElement || text.getRootNode().host;
    if (!element?.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return;
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) note(element, box);
  };
  const visit = (root) => {
    const kinds = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
    const walker = document.createTreeWalker(root, kinds);
    while (walker.nextNode() && found.length < MOST_WORDS) {
      const node = walker.currentNode;
      if (node.nodeType === Node.TEXT_NODE) {
        if (node.data.trim()) noteText(node);
        continue;
      }
      if (node.shadowRoot) visit(node.shadowRoot);
      if (node.matches(OPERATED)) note(node, boxOf(node));
    }
  };
  visit(document);
  return found;
}
