// Note what a person clicks, as a survey names it. Listens, and keeps nothing from the page but what they only
// point at, with a key held.
import { surveyor } from "./survey/survey.js";

const KEYS = ["Enter", " "];
const LONGEST_LABEL = 300; // no label is longer
const OF_ONE_CLICK = ["pointerup", "mousedown", "mouseup", "click", "auxclick", "dblclick"];

/**
 * Tell of each click that a person makes: the innermost row or control of a survey that it hits.
 *
 * `tell` is the name of a function that the page must not find; it is taken away at once. A page reacts to the
 * pointer going down, to a key, or to the click, and may be gone after any: what stood there is looked at first.
 *
 * With Shift held, a click only points: it is told as such, and nothing of it reaches the page.
 */
export function noteClicks(tell, stateWords) {
  const send = globalThis[tell];
  delete globalThis[tell];
  let looker = null;
  let under = null; // what the pointer went down on
  let pressed = null; // what a key was pressed on
  let isPointing = false; // since the pointer went down
  const look = (event) => {
    looker ??= surveyor(stateWords);
    return hitBy(looker, event.composedPath());
  };
  const on = (name, react) =>
    addEventListener(name, (event) => event.isTrusted && react(event), true); // not the page's own
  on("pointerdown", (event) => {
    pressed = null;
    isPointing = event.shiftKey;
    under = isPointing ? null : look(event);
    if (!isPointing) return;
    keepFromPage(event);
    send(JSON.stringify({ words: wordsAt(event), ...look(event), isPointed: true }));
  });
  for (const name of OF_ONE_CLICK) on(name, (event) => isPointing && keepFromPage(event));
  on("keydown", (event) => {
    if (!KEYS.includes(event.key)) return;
    isPointing = false; // the click that comes of a key is no part of it
    const hit = look(event);
    pressed = hit.text || hit.control ? event.target : null;
    if (pressed) send(JSON.stringify(hit));
  });
  on("click", (event) => {
    if (isPointing) return;
    const isTold = event.detail === 0 && pressed && event.target === pressed;
    if (!isTold) send(JSON.stringify((event.detail > 0 && under) || look(event)));
    under = null;
  });
}

function keepFromPage(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** What was hit: the innermost row or control that the event went through. */
function hitBy(looker, path) {
  const { number, facts, excess } = looker.look();
  if (excess) return { address: location.href };
  const { address, rows, controls } = JSON.parse(facts);
  const row = innermost(path, rows, (index) => looker.node(number, "rows", index));
  const control = innermost(path, controls, (index) => looker.node(number, "controls", index));
  if (control && (!row || control.depth <= row.depth))
    return { address, control: control.item.own || control.item.row || control.item.name };
  if (!row) return tabOf(path, address);
  const { text, subject, layer } = row.item;
  return { address, text, subject, layer };
}

/** A tab opens something and is no row: it goes by its whole name. */
function tabOf(path, address) {
  const tab = path.find((node) => node.matches?.("[role=tab]"));
  if (!tab) return { address };
  return { address, text: tab.getAttribute("aria-label") || tab.textContent.trim(), role: "tab" };
}

/** The words that stand there: those of the innermost element that is no part of a line. */
function wordsAt(event) {
  const elements = event.composedPath().filter((node) => node instanceof Element);
  const block = elements.find((node) => !getComputedStyle(node).display.startsWith("inline"));
  return block?.innerText?.trim().slice(0, LONGEST_LABEL);
}

function innermost(path, items, nodeOf) {
  const hits = items
    .map((item, index) => ({ item, depth: path.indexOf(nodeOf(index)) }))
    .filter(({ depth }) => depth >= 0);
  return hits.sort((one, other) => one.depth - other.depth)[0];
}
