// What of a page nobody has opened, and what a filter may leave out of it.
import { boxOf, isAtLeast } from "./geometry.js";
import { firstLineSaid } from "./said.js";
import { HEADING, MARKER, OF_THE_SITE } from "./selectors.js";
import { isOtherTab } from "./tabs.js";
import { clean, fold } from "./text.js";
import { chainOf, elementsIn } from "./tree.js";

const CLOSED = "details:not([open])>summary,[aria-expanded=false],[role=tab][aria-selected=false]";
const OPENS_A_LIST =
  "[aria-haspopup]:not([aria-haspopup=false]),[role=combobox],[role=option],[role^=menuitem],input,select";
const POPS_UP = "[popovertarget]";
const TO_OPERATE = "input,select,textarea,button,[role=switch],[role=checkbox],[role=radio]";
const BUTTON = "button,[role=button]";
const DRAWN_CLOSED = /[\u25b8\u25b6\u25be\u25bc]\ufe0e?$|^[\u25b8\u25b6]/; // a triangle that points at what would open
const SCRIPTED = "a[href^='#'],a[href^='javascript:']";
const OF_A_VIEW = /^#(!?\/|top$)/; // an address within a single-page app, or the top of the page
const PICTURE = "canvas,embed,object:not(:has(img))";
const LEAST_PICTURE = { width: 120, height: 24 }; // smaller ones are icons
const FILTER = "input[type=search],[role=searchbox]";
const FIELD = "input:not([type]),input[type=text]";
const NAMED_A_FILTER =
  /search|filter|find\b|such|finden|busca|filtr|recherch|cerca|zoek|szukaj|pesquis|\bara\b|検索|搜索|筛选/i;
const FAILED_PART = "$!"; // how React's streaming renderer marks a boundary that failed on the server

/**
 * What the closed parts of a page are called, the chosen tab's neighbors among them; and by what it is filtered.
 *
 * A part beside the column with all of some words is of something else, as chats beside the settings are.
 */
export function unopened(words) {
  const texts = textsOf(words);
  const seen = elementsIn(document)
    .filter(
      (node) =>
        node.matches(`${CLOSED},${BUTTON},${SCRIPTED},${POPS_UP},${PICTURE}`) ||
        isFilter(node) ||
        isOtherTab(node) ||
        isPressedClosed(node),
    )
    .filter((node) => !node.closest(`[${MARKER}],${OF_THE_SITE}`) && isInSight(node));
  const closed = seen.filter(
    (node) =>
      (node.matches(CLOSED) ||
        isOtherTab(node) ||
        isDrawnClosed(node) ||
        isPressedClosed(node) ||
        isPoppedDown(node) ||
        isLinkToNowhere(node)) &&
      !node.matches(OPENS_A_LIST),
  );
  const isHere = (node) => !texts.length || texts.some((text) => isInColumnOf(node, text));
  return {
    parts: closed.filter(isHere).map(partName).filter(Boolean),
    steps: seen
      .filter((node) => isOtherStep(node) && isHere(node) && isUnder(node, words))
      .map(partName)
      .filter(Boolean),
    hasFailedPart: hasComment(FAILED_PART),
    hasPicture: seen.some((node) => isLargePicture(node) && isHere(node) && isUnder(node, words)),
    filters: seen
      .filter(isFilter)
      .map((node) => clean(node.value ?? node.innerText))
      .filter(Boolean),
  };
}

/** The elements whose own text is one of some words. */
function textsOf(words) {
  const wanted = new Set(words.map(fold));
  return elementsIn(document.body).filter((node) =>
    [...node.childNodes].some(
      (child) => child.nodeType === Node.TEXT_NODE && wanted.has(fold(child.data)),
    ),
  );
}

/** Whether a text stands above or below what holds a part, and not beside it. */
function isInColumnOf(node, text) {
  const [ours, theirs] = [chainOf(node), chainOf(text)];
  const common = ours.findIndex((outer) => theirs.includes(outer));
  const part = boxOf(ours[Math.max(common - 1, 0)]);
  const range = document.createRange();
  range.selectNodeContents(text);
  const words = range.getBoundingClientRect();
  return part.left < words.right && words.left < part.right;
}

/** Whether the last heading before a part is one of some words, or there is none: else it is of something else. */
function isUnder(node, words) {
  const before = (other) =>
    Boolean(other.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
  const heading = elementsIn(document)
    .filter((other) => other.matches(HEADING) && before(other))
    .at(-1);
  return !words.length || !heading || words.map(fold).includes(fold(clean(heading.innerText)));
}

function isDrawnClosed(node) {
  return (
    node.matches(BUTTON) &&
    !node.matches("[aria-expanded=true]") &&
    DRAWN_CLOSED.test(node.innerText.trim())
  );
}

/** Whether an element without a role that can be pressed has a text of its own that ends in such a triangle. */
function isPressedClosed(node) {
  const own = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE);
  return (
    own.some((text) => DRAWN_CLOSED.test(text.data.trim())) &&
    !node.closest(`a,label,summary,${BUTTON}`) &&
    getComputedStyle(node).cursor === "pointer"
  );
}

/** Whether a button brings up something to operate, or that is not there yet, and has not; a hint is only read. */
function isPoppedDown(node) {
  const target = node.matches(POPS_UP) ? node.popoverTargetElement : null;
  if (!target || target.matches(":popover-open")) return false;
  return Boolean(target.querySelector(TO_OPERATE)) || !clean(target.textContent);
}

/** Whether a link leads to no address and no part of the page, so that a script does something here; not in a sentence. */
function isLinkToNowhere(node) {
  if (!node.matches(SCRIPTED)) return false;
  const href = node.getAttribute("href");
  const part = href.startsWith("#") ? href.slice(1) : "";
  if (OF_A_VIEW.test(href) || (part && document.getElementById(part))) return false;
  const block = chainOf(node)
    .slice(1)
    .find((outer) => !getComputedStyle(outer).display.startsWith("inline"));
  return !block || clean(block.innerText) === clean(node.innerText);
}

/** Whether a button without a text stands beside the one of the step that is shown, as the dots of a slider do. */
function isOtherStep(node) {
  if (!node.matches(BUTTON) || clean(node.innerText)) return false;
  const isCurrent = (other) => other.matches("[aria-current]:not([aria-current=false])");
  return !isCurrent(node) && [...node.parentNode.children].some(isCurrent);
}

/** Whether a field leaves out of the page what has other words than those in it. */
function isFilter(node) {
  if (!node.matches(FIELD)) return node.matches(FILTER);
  const names = ["aria-label", "placeholder", "title", "name", "id"];
  return names.some((name) => NAMED_A_FILTER.test(node.getAttribute(name) || ""));
}

function isLargePicture(node) {
  const box = boxOf(node);
  const { width, height } = LEAST_PICTURE;
  return node.matches(PICTURE) && box.width >= width && box.height >= height;
}

function hasComment(text) {
  const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT);
  while (comments.nextNode()) if (comments.currentNode.data === text) return true;
  return false;
}

/** The first line of a part, told as the line that a survey sees of it. */
function partName(node) {
  const [line] = node.innerText.trim().split("\n");
  return firstLineSaid(node) || clean(line || node.getAttribute("aria-label") || "");
}

function isInSight(node) {
  return node.checkVisibility({ visibilityProperty: true }) && isAtLeast(boxOf(node), 2);
}
