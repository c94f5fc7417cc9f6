// The structure of a document as it is drawn: tags, roles, states, boxes, and texts. Reads no value that was typed,
// and no attribute but those that tell what an element is, and what it is called.
import { isAside, isIcon } from "./asides.js";
import { boxOf } from "./geometry.js";
import { CONTROL, MARKER } from "./selectors.js";
import { isCustomSwitch } from "./survey/roles.js";
import { clean, listed } from "./text.js";
import { childrenOf } from "./tree.js";

const SILENT = ["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE"];
const STATES = [
  "checked",
  "pressed",
  "selected",
  "expanded",
  "disabled",
  "hidden",
  "busy",
  "modal",
];
const LEAST_OPACITY = 0.1;
const TOP = 90000;

/**
 * The nodes of a document, each after the one that it is in.
 *
 * `frames` are the elements of inner frames, and `openers` those that something is opened with.
 */
export function structureOf([frames, openers]) {
  const seen = { nodes: [], numbers: new Map(), groups: new Map(), frames };
  if (document.body) visit(seen, document.body, -1);
  for (const node of seen.nodes) refer(seen, node);
  for (const opener of openers) flag(seen, opener);
  return {
    language: document.documentElement.lang || "",
    view: [innerWidth, innerHeight],
    nodes: seen.nodes.map(({ element, ...facts }) => facts),
  };
}

/** Note that an element opens something, or the next one around it that is told. */
function flag(seen, opener) {
  let node = opener;
  while (node && !seen.numbers.has(node)) node = node.parentElement ?? node.getRootNode().host;
  if (node) seen.nodes[seen.numbers.get(node)].opens = true;
}

function visit(seen, node, parent) {
  if (node.nodeType === Node.TEXT_NODE) {
    if (clean(node.data)) seen.nodes.push({ in: parent, text: clean(node.data) });
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  if (SILENT.includes(node.tagName) || node.hasAttribute(MARKER)) return;
  const style = getComputedStyle(node);
  if (style.display === "none" && !node.matches(CONTROL)) return;
  const number = seen.nodes.length;
  seen.numbers.set(node, number);
  seen.nodes.push({ element: node, in: parent, ...factsOf(seen, node, style) });
  if (node.matches("select,input,svg,img,video,canvas,iframe")) return;
  for (const child of childrenOf(node)) visit(seen, child, number);
}

function factsOf(seen, node, style) {
  return {
    tag: node.localName,
    inline: style.display === "inline" || style.display === "contents",
    role: node.getAttribute("role") || "",
    ...statesOf(node),
    ...drawnAs(node, style),
    label: clean(node.getAttribute("aria-label")),
    type: node.localName === "input" ? node.type : "",
    group: groupOf(seen, node),
    options: node.localName === "select" ? [...node.options].map((one) => clean(one.label)) : [],
    chosen: node.localName === "select" ? node.selectedIndex : -1,
    popup: node.getAttribute("aria-haspopup") || "",
    level: Number(node.getAttribute("aria-level")) || 0,
    link: node.localName === "a" && node.hasAttribute("href"),
    focusable: node.hasAttribute("tabindex"),
    aside: isAside(node) || isIcon(node),
    frame: seen.frames.indexOf(node),
  };
}

function statesOf(node) {
  const told = STATES.map((name) => [name, node.getAttribute(`aria-${name}`)]);
  const checkable = isCustomSwitch(node) || ["checkbox", "radio"].includes(node.type);
  return {
    states: Object.fromEntries(told.filter(([, value]) => value !== null)),
    custom: isCustomSwitch(node),
    checked: checkable ? (node.indeterminate ? "mixed" : String(node.checked)) : "",
    disabled: node.matches(":disabled"),
    inert: node.inert === true,
  };
}

/** How an element is drawn, as far as it decides what a person can see and reach. */
function drawnAs(node, style) {
  const box = boxOf(node);
  const isTop = node.matches(":modal"); // over all else, whatever its style says
  const placed = isTop ? "fixed" : style.position;
  const isInLine = style.display === "inline" && !["fixed", "absolute"].includes(placed);
  return {
    hidden: hiddenAs(style, box),
    placed,
    box: isInLine
      ? null
      : [box.left + scrollX, box.top + scrollY, box.width, box.height].map(Math.round),
    overflow: style.overflowY === "visible" ? "" : style.overflowY === "hidden" ? "hidden" : "auto",
    above: isTop ? TOP : Number(style.zIndex) || 0,
    size: Math.round(Number.parseFloat(style.fontSize)) || 0,
    weight: Number(style.fontWeight) || 0,
    unreachable: style.pointerEvents === "none",
  };
}

function hiddenAs(style, box) {
  if (style.display === "none") return "gone";
  if (style.visibility !== "visible") return "unseen";
  if (Number(style.opacity) < LEAST_OPACITY) return "clear";
  return box.width <= 1 && box.height <= 1 && style.overflow !== "visible" ? "clipped" : "";
}

/** The number of the first of the radio buttons that exclude each other. */
function groupOf(seen, node) {
  if (node.type !== "radio" || !node.name) return -1;
  if (!seen.groups.has(node.name)) seen.groups.set(node.name, seen.nodes.length);
  return seen.groups.get(node.name);
}

/** Say which other nodes an element names: what labels it, or what it is the label of. */
function refer(seen, node) {
  const { element } = node;
  if (!element) return;
  const root = element.getRootNode();
  const named = listed(element, "aria-labelledby").map((id) => root.getElementById?.(id));
  const drawn = named.filter((each) => seen.numbers.has(each));
  node.labelled = drawn.map((each) => seen.numbers.get(each));
  if (named.length && !drawn.length)
    node.label = clean(named.map((each) => each?.textContent || "").join(" ")) || node.label;
  const target = element.localName === "label" ? element.control : null;
  node.labels = target && seen.numbers.has(target) ? seen.numbers.get(target) : -1;
}
