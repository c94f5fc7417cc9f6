// What can be scrolled downwards in a frame.
import { SETTING } from "./selectors.js";
import { fold } from "./text.js";
import { chainOf, childrenOf } from "./tree.js";

/**
 * Find what can be scrolled downwards. Changes nothing.
 *
 * That is the page itself, and every box that a person can see and that holds one of some words as a
 * text of its own, or a control, or that stands nearest to one of those words: a list whose heading
 * is outside. A list of something else, such as chats beside the settings, is none.
 */
export function scrollables(words) {
  const wanted = new Set(words.map(fold));
  const isWanted = (text) => wanted.has(fold(text.data));
  const { boxes, texts } = boxesAndTexts(isWanted);
  const near = new Set(texts.flatMap((text) => nearest(text, boxes)));
  const lists = boxes.filter((box) => near.has(box) || holds(box, isWanted));
  const page = document.scrollingElement;
  return page && canPageScroll(page) ? [page, ...lists] : lists;
}

/** Whether an element can be scrolled downwards or back: the page itself, or a box in it. */
export function canScrollDown(node) {
  return node === document.scrollingElement ? canPageScroll(node) : canBoxScroll(node);
}

/** The boxes that can be scrolled, and the wanted texts, each in the order of the page. */
function boxesAndTexts(isWanted) {
  const boxes = [];
  const texts = [];
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE && isWanted(node)) texts.push(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node !== document.body && canBoxScroll(node)) boxes.push(node);
    for (const child of childrenOf(node)) visit(child);
  };
  if (document.body) visit(document.body);
  return { boxes, texts };
}

/** The boxes around a text, or else those that share the smallest element with it. */
function nearest(text, boxes) {
  const chains = boxes.map((box) => [box, new Set(chainOf(box))]);
  for (const outer of chainOf(text)) {
    const here = chains.filter(([, chain]) => chain.has(outer)).map(([box]) => box);
    if (here.length) return here;
  }
  return [];
}

function holds(node, isWanted) {
  if (node.nodeType === Node.TEXT_NODE) return isWanted(node);
  if (node.nodeType !== Node.ELEMENT_NODE) return false;
  return node.matches(SETTING) || [...childrenOf(node)].some((child) => holds(child, isWanted));
}

function isTallerThanShown(node) {
  return node.scrollHeight > node.clientHeight + 4 && node.clientHeight >= 40;
}

function canBoxScroll(node) {
  return (
    isTallerThanShown(node) &&
    node.checkVisibility() &&
    /auto|scroll|overlay/.test(overflowOf(node))
  );
}

function canPageScroll(page) {
  const isLocked = [document.documentElement, document.body].some(
    (node) => overflowOf(node) === "hidden",
  );
  return isTallerThanShown(page) && !isLocked;
}

function overflowOf(node) {
  return getComputedStyle(node).overflowY;
}
