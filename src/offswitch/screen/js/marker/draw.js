// The outline and the words that show a person which element is at work.
//
// They take no click, no focus and no room, and are drawn with neither a style element nor a style attribute in
// markup, which a policy of the page could refuse.
import { boxOf } from "../geometry.js";
import { MARKER } from "../selectors.js";
import { areaOf, boxAround, overlap, viewport, visiblePart } from "./boxes.js";

const PADDING = 6;
const GAP = 6;
const EDGE = 4;
const HOST_STYLE = {
  all: "initial",
  display: "block",
  position: "fixed",
  inset: "0",
  width: "100%",
  height: "100%",
  margin: "0",
  border: "0",
  padding: "0",
  background: "none",
  overflow: "hidden",
  "pointer-events": "none",
  "z-index": "2147483647",
};
const OUTLINE_STYLE = {
  position: "absolute",
  "box-sizing": "border-box",
  border: "3px solid #e4570c",
  "border-radius": "10px",
  "box-shadow": "0 0 0 1px #fffc, inset 0 0 0 1px #fffc",
};
const CAPTION_STYLE = {
  position: "absolute",
  visibility: "hidden",
  background: "#9a3412",
  color: "#fff",
  font: "600 13px/16px system-ui,sans-serif",
  padding: "5px 9px",
  "border-radius": "7px",
  "white-space": "nowrap",
  "box-shadow": "0 0 0 1px #fffc",
};

/** Take the marker away. */
export function clearMarker() {
  for (const old of document.querySelectorAll(`[${MARKER}]`)) old.remove();
}

/** Draw the marker in this document, in place of a former one, and follow an element of it. */
export function drawMarker(anchor, [seen, words]) {
  clearMarker();
  if (!seen.box) return;
  const { host, layer } = hostWithLayer();
  const outline = outlineAround(seen.box);
  const caption = captionOf(words);
  layer.append(drawnOutline(outline), caption);
  document.documentElement.append(host);
  if (host.currentCSSZoom) setStyle(layer, { zoom: String(1 / host.currentCSSZoom) });
  if (host.showPopover) host.showPopover();
  const spot = spotFor(outline, seen, caption.offsetWidth, caption.offsetHeight);
  if (spot && words) {
    place(caption, spot);
    setStyle(caption, { visibility: "visible" });
  }
  follow(anchor, host, layer);
}

function hostWithLayer() {
  const host = document.createElement("offswitch-marker"); // no rule of the page is about that
  host.setAttribute(MARKER, "");
  host.setAttribute("aria-hidden", "true");
  // In the top layer nothing of the page lies over it, and a manual popover closes no other one.
  host.popover = "manual";
  setStyle(host, HOST_STYLE);
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(":host::backdrop { display: none !important }"); // some pages style every backdrop
  root.adoptedStyleSheets = [sheet];
  const layer = document.createElement("div");
  setStyle(layer, { position: "absolute", inset: "0" });
  root.append(layer);
  return { host, layer };
}

function outlineAround(box) {
  const { right, bottom } = viewport();
  return {
    left: Math.max(1, box.left - PADDING),
    top: Math.max(1, box.top - PADDING),
    right: Math.min(right - 1, box.right + PADDING),
    bottom: Math.min(bottom - 1, box.bottom + PADDING),
  };
}

function drawnOutline(box) {
  const node = document.createElement("div");
  place(node, box);
  setStyle(node, {
    ...OUTLINE_STYLE,
    width: `${box.right - box.left}px`,
    height: `${box.bottom - box.top}px`,
  });
  return node;
}

function captionOf(words) {
  const node = document.createElement("div");
  node.textContent = words;
  place(node, { left: 0, top: 0 });
  setStyle(node, CAPTION_STYLE);
  return node;
}

/** Where the words fit: beside the outline, else beside the row, else in a corner; null where nowhere. */
function spotFor(outline, { kept, words }, width, height) {
  const view = viewport();
  const row = boxAround([outline, ...kept]);
  const corners = [EDGE, view.bottom - EDGE - height].flatMap((y) =>
    [EDGE, view.right - EDGE - width].map((x) => [x, y]),
  );
  const spots = [
    ...spotsBeside(outline, width, height),
    ...spotsBeside(row, width, height),
    ...corners,
  ];
  const boxes = spots
    .map(([x, y]) => {
      const left = Math.min(Math.max(EDGE, x), view.right - EDGE - width);
      return { left, top: y, right: left + width, bottom: y + height };
    })
    .filter((box) => box.left >= 0 && box.top >= 0 && box.bottom <= view.bottom)
    .filter((box) => [outline, ...kept].every((other) => !overlap(box, other)));
  const covered = (box) => words.reduce((sum, other) => sum + areaOf(overlap(box, other)), 0);
  return boxes.sort((one, other) => covered(one) - covered(other))[0] || null; // equals stay in order
}

function spotsBeside({ left, top, right, bottom }, width, height) {
  const middle = (top + bottom - height) / 2;
  const aboveAndBelow = [top - GAP - height, bottom + GAP].flatMap((y) =>
    [left, (left + right - width) / 2, right - width].map((x) => [x, y]),
  );
  return [...aboveAndBelow, [right + GAP, middle], [left - GAP - width, middle]];
}

/** Move the marker along with an element that is scrolled. */
function follow(anchor, host, layer) {
  const { left, top } = boxOf(anchor);
  const ends = new AbortController();
  const move = () => {
    if (!host.isConnected) return ends.abort();
    const now = boxOf(anchor);
    setStyle(layer, {
      transform: `translate(${now.left - left}px, ${now.top - top}px)`,
      opacity: visiblePart(anchor) ? "1" : "0",
    });
  };
  for (const change of ["scroll", "resize"])
    addEventListener(change, move, { capture: true, passive: true, signal: ends.signal });
}

function setStyle(node, rules) {
  for (const [name, value] of Object.entries(rules))
    node.style.setProperty(name, value, "important");
}

function place(node, { left, top }) {
  setStyle(node, { left: `${left}px`, top: `${top}px` });
}
