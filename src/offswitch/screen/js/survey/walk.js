// One walk over a page as it is drawn; what hides an element is carried down to all that it holds.
import { isAside, isIcon } from "../asides.js";
import { withGenerated } from "../generated.js";
import { boxOf, isAtLeast, isClipped } from "../geometry.js";
import { CONTROL, DIALOG, HEADING, MARKER, OPENER } from "../selectors.js";
import { childrenOf, parentOf } from "../tree.js";
import { isCustomSwitch } from "./roles.js";
import { Spans } from "./spans.js";
import { isBlock, isDrawn, isLeftOfPage, isOpaque } from "./visibility.js";

const SILENT = ["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE"];
// Elements whose words are their own, also where they stand in one line with others.
const OWN_WORDS =
  "label,a,button,[role=button],[role=link],[role=tab],[role=radio],[role=checkbox],[role=switch]";
const LINK = "a[href],[role=link]";

/**
 * Walk over a page once.
 *
 * Returns the spans of its elements and what was found, each in the order of the walk: lines of
 * text, headings, dialogs, rows that open something, and what may be a control. All but lines have
 * their node and how it is shown. A line has its text without the links in it, and the
 * whole, with them and with what a style sheet adds.
 */
export function walk(body) {
  const view = {
    spans: new Spans(),
    rawLines: [],
    headings: [],
    dialogs: [],
    rows: [],
    candidates: [],
  };
  const outside = {
    rendered: true,
    visible: true,
    shown: true,
    unclipped: true,
    outerOpacity: 1,
    opacity: 1,
    ariaHidden: false,
    isIcon: false,
    isAside: false,
    dialog: null,
  };
  if (body) visit(view, body, blockOf(body), outside);
  return view;
}

function visit(view, node, block, outer) {
  if (node.nodeType === Node.TEXT_NODE) return addText(view, node, block, outer);
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  if (SILENT.includes(node.tagName) || node.hasAttribute(MARKER)) return;
  const style = getComputedStyle(node);
  if (style.display === "none" && !node.matches(CONTROL)) return;
  if (node.tagName === "WBR" && block.line) block.line.isWordGoingOn = true;
  if (node.tagName === "BR" && block.line) block.line.isBroken = true;
  view.spans.enter(node);
  const item = itemOf(node, style, outer);
  note(view, item);
  const ownLine = isBlock(style);
  const inner = ownLine || node.matches(OWN_WORDS) ? blockOf(node) : block;
  if (ownLine)
    end(block); // what comes after it stands in another line
  else if (node.matches(LINK)) inner.around = block;
  const closed = isClosed(node, style)
    ? { ...item, rendered: false, visible: false, shown: false }
    : item;
  const summary = node.localName === "details" ? node.querySelector(":scope > summary") : null;
  for (const child of childrenOf(node))
    visit(view, child, inner, child === summary ? item : closed);
  if (ownLine) end(block);
  view.spans.leave(node);
}

/** Where texts stand in one line: the line is begun by the first of them. */
function blockOf(element) {
  return { element, line: null, whole: { text: "" }, around: null };
}

function end(block) {
  block.line = null;
  block.whole = { text: "" };
}

/** Whether an element draws nothing that it holds, though it keeps room for it; a summary stays. */
function isClosed(node, style) {
  return (node.localName === "details" && !node.open) || style.contentVisibility === "hidden";
}

/** An element and how it is shown, given how the one around it is. */
function itemOf(node, style, outer) {
  const box = boxOf(node);
  const rendered = outer.rendered && style.display !== "none";
  const visible = rendered && style.visibility === "visible";
  const unclipped = outer.unclipped && !isClipped(node, box, style);
  return {
    node,
    rendered,
    visible,
    unclipped,
    shown: visible && unclipped && !isLeftOfPage(box),
    outerOpacity: outer.opacity,
    opacity: outer.opacity * Number(style.opacity),
    ariaHidden:
      outer.ariaHidden || node.getAttribute("aria-hidden") === "true" || node.inert === true,
    isIcon: outer.isIcon || isIcon(node),
    isAside: outer.isAside || isAside(node),
    dialog: outer.dialog,
  };
}

/** Keep an element that is one of those looked for. */
function note(view, item) {
  const { node } = item;
  if (node.matches(DIALOG) && isDrawn(item)) {
    item.dialog = { element: node, index: view.dialogs.length };
    view.dialogs.push(item.dialog);
  }
  if (node.matches(CONTROL) || isCustomSwitch(node)) view.candidates.push(item);
  if (node.matches(HEADING)) view.headings.push(item);
  if (node.matches(OPENER)) view.rows.push(item);
}

function addText(view, node, block, outer) {
  if (!outer.shown || !isOpaque(outer.opacity) || !node.data.trim()) return;
  const range = document.createRange();
  range.selectNodeContents(node);
  const box = range.getBoundingClientRect();
  if (!isAtLeast(box, 2) || isLeftOfPage(box)) return;
  if (block.line?.isBroken && isOfAnotherKind(block.line.first, node)) end(block);
  if (!block.line) {
    const order = view.spans.step();
    block.line = {
      element: block.element,
      first: node,
      text: "",
      aside: "",
      silent: "",
      whole: block.whole,
      boxes: [],
      order,
      dialog: outer.dialog,
    };
    view.rawLines.push(block.line);
  }
  // An icon font's letters are drawn as a picture, and hidden from those who listen.
  const part = outer.ariaHidden || outer.isIcon ? "silent" : outer.isAside ? "aside" : "text";
  block.line[part] += `${block.line.isWordGoingOn ? "" : " "}${node.data}`;
  if (part === "text")
    for (const each of [block, block.around]) if (each) each.whole.text += withGenerated(node);
  block.line.isWordGoingOn = block.line.isBroken = false;
  block.line.boxes.push(box);
}

/** Whether two texts are set differently, as a label and the small print below it. */
function isOfAnotherKind(one, other) {
  const [a, b] = [one, other].map((text) => getComputedStyle(parentOf(text)));
  return ["fontSize", "fontWeight", "fontStyle", "color"].some((name) => a[name] !== b[name]);
}
