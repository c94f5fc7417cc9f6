// What an element says, whatever it is.
import { isAside } from "./asides.js";
import { ariaLabel, audibleText, textById } from "./survey/labels.js";
import { isBlock } from "./survey/visibility.js";
import { clean } from "./text.js";
import { chainOf, childrenOf, parentOf } from "./tree.js";

/** What a person reads on an element or hears of it, without an icon, a badge or a shortcut beside it. */
export function wordsSaid(node) {
  return nameOf(node) || clean(audibleText(node));
}

/** The title of an element that has small print below it; empty where its first line does not stand out. */
export function titleSaid(node) {
  if (nameOf(node)) return "";
  const texts = textsIn(node);
  const title = inFirstLine(texts);
  const below = texts.filter((text) => !title.includes(text));
  const isSmall = (text) => weightOf(text) < weightOf(title[0]);
  return below.length && below.every(isSmall) ? firstLineSaid(node) : "";
}

/** The first line of an element as a person reads it, without what only stands beside it. */
export function firstLineSaid(node) {
  const own = inFirstLine(textsIn(node)).filter(isNoAside);
  return clean(own.map(({ data }) => data).join(""));
}

function inFirstLine(texts) {
  return texts.filter((text) => blockOf(text) === blockOf(texts[0]));
}

function nameOf(node) {
  return textById(node, "aria-labelledby") || ariaLabel(node);
}

/** The texts in an element that a person can see, in their order. */
function textsIn(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? [node] : [];
  if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute("aria-hidden") === "true") return [];
  if (!node.checkVisibility({ checkVisibilityCSS: true })) return [];
  return [...childrenOf(node)].flatMap(textsIn);
}

function blockOf(text) {
  return chainOf(parentOf(text)).find((outer) => isBlock(getComputedStyle(outer)));
}

/** Whether a text is no badge and nothing else that only stands beside others. */
function isNoAside(text) {
  const around = chainOf(parentOf(text));
  return !around.slice(0, around.indexOf(blockOf(text))).some(isAside);
}

function weightOf(text) {
  const { fontSize, fontWeight } = getComputedStyle(parentOf(text));
  return Number.parseFloat(fontSize) * 1000 + Number(fontWeight);
}
