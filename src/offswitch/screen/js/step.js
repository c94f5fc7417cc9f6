// What a pointer would press besides what the plan names, if it pressed an element.
import { STATEFUL } from "./selectors.js";
import { isCustomSwitch } from "./survey/roles.js";
import { isTabRadio } from "./tabs.js";
import { listed } from "./text.js";
import { chainOf, elementsIn } from "./tree.js";

const HAS_STATE = `${STATEFUL},[aria-checked],option,[role=option]`;
const BUTTON = "button,[role=button],input[type=button],input[type=submit],input[type=image]";
const PRESSABLE = `${BUTTON},a[href],[role=link],[role=menuitem],[role=tab],summary`;
const TAKES_CLICK = "a[href],button,input";
const PICTURE = "img[alt],svg[aria-label],[role=img][aria-label]";
const LONGEST = 120;

/** What a person reads on a step (words), and which controls with a state pressing it would operate. */
export function inspectStep(node) {
  const chain = chainOf(node);
  const pressed = chain.find((outer) => outer.matches(PRESSABLE)) || node;
  return {
    words: wordsOn(node, pressed),
    controls: controlsPressed(node, pressed, chain).map(
      (each) => each.getAttribute("role") || each.type || each.localName,
    ),
  };
}

function wordsOn(node, pressed) {
  const pictures = elementsIn(pressed).filter((each) => each.matches(PICTURE));
  const named = [node, pressed, ...pictures].flatMap(namesOf);
  return [...named, shownText(node), shownText(pressed)].map(cleanLines).filter(Boolean);
}

function namesOf(node) {
  const root = node.getRootNode();
  const labels = listed(node, "aria-labelledby").map((id) => root.getElementById(id));
  return [
    ...["aria-label", "title", "alt"].map((name) => node.getAttribute(name)),
    node.matches("input") ? node.value : "",
    ...labels.filter(Boolean).map((label) => label.textContent),
  ];
}

/** What is written on an element; of a long one, such as a row, only its first line. */
function shownText(node) {
  const inner = [...(node.shadowRoot?.children || [])].map((child) => child.innerText).join("\n");
  const text = cleanLines([node.innerText, inner].filter(Boolean).join("\n"));
  return node.matches(BUTTON) && text.length <= LONGEST ? text : text.split("\n")[0];
}

function cleanLines(text) {
  return (text || "").replace(/[^\S\n]+/g, " ").trim();
}

function controlsPressed(node, pressed, chain) {
  const inside = [node, pressed, clickArea(node, pressed, chain)].flatMap(elementsIn);
  const all = [...chain, ...controlsOfLabels(chain), ...inside];
  const hasState = (each) => each.matches(HAS_STATE) || isCustomSwitch(each);
  return all.filter((each) => hasState(each) && !isTabRadio(each));
}

/** A label passes a click on to its control, unless a link or a button in it takes the click. */
function controlsOfLabels(chain) {
  const taker = chain.findIndex((each) => each.matches(TAKES_CLICK));
  const reached = taker < 0 ? chain : chain.slice(0, taker + 1);
  const labels = reached.filter((each) => each.localName === "label");
  return labels.map((label) => label.control).filter(Boolean);
}

/** Where no link or button takes the click, all that shows a hand as one may be one thing to press. */
function clickArea(node, pressed, chain) {
  if (pressed !== node || node.matches(PRESSABLE)) return node;
  const end = chain.findIndex((each) => getComputedStyle(each).cursor !== "pointer");
  return end > 0 ? chain[end - 1] : node;
}
