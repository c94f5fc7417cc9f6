// A menu that is a field to type in: such a field is often empty, and as small as its text, with the choice drawn over it.
import { boxOf, isAtLeast, isClipped } from "./geometry.js";
import { CONTROL, LIST, LIST_OPENER, MENU } from "./selectors.js";
import { clean } from "./text.js";
import { chainOf, contains, elementsIn, parentOf } from "./tree.js";

/** A menu that is a field to type in, or looks like one. */
export const FIELD = "input[role=combobox],input[aria-haspopup=listbox]";

const HIGHEST = 80;
const STEPS_TO_BOX = 5;
const STEPS_TO_ARROW = 2;
const NO_CHOICE = "[class*=placeholder],[aria-live],label";
const WORDS = /[\p{L}\p{N}]/u;
const MORE_THAN_A_SIGN = /[\p{L}\p{N}].*[\p{L}\p{N}]/su;

/** The words that stand in the drawn box of an empty field; empty where none do, or where several may be meant. */
export function wordsInBox(field) {
  const box = boxAround(field);
  if (!box) return "";
  const texts = elementsIn(box)
    .filter((node) => !contains(field, node) && isShownIn(box, node))
    .map((node) => clean([...node.childNodes].map((child) => child.data || "").join(" ")))
    .filter((text) => WORDS.test(text));
  return texts.length === 1 ? texts[0] : "";
}

/** The nearest element around a field that is drawn as a box, and holds no other control. */
export function boxAround(field) {
  for (const outer of chainOf(parentOf(field)).slice(0, STEPS_TO_BOX)) {
    const others = elementsIn(outer).filter((node) => node.matches(CONTROL));
    if (!others.every((node) => isOneWith(field, node))) return null;
    const style = getComputedStyle(outer);
    const isDrawn = style.borderBottomStyle !== "none" || style.boxShadow !== "none";
    if (isDrawn) return boxOf(outer).height <= HIGHEST ? outer : null;
  }
  return null;
}

/** The one arrow beside a field, which opens its list where the field does not; null where there is no such one. */
export function arrowOf(field) {
  if (!field.matches(FIELD)) return null;
  for (const outer of chainOf(parentOf(field)).slice(0, STEPS_TO_ARROW)) {
    const others = elementsIn(outer).filter((node) => node.matches(MENU) && node !== field);
    if (others.length) return others.length === 1 && isArrow(others[0]) ? others[0] : null;
  }
  return null;
}

/** Whether a list is kept for a form alone: nobody sees it, and no key leads to it. */
export function isForForm(node) {
  return (
    node.localName === "select" &&
    node.tabIndex < 0 &&
    chainOf(node).some((outer) => isClipped(outer))
  );
}

function isOneWith(field, node) {
  return contains(node, field) || contains(field, node) || isArrow(node) || isForForm(node);
}

/** Whether an element says nothing but that it opens a list. */
export function isArrow(node) {
  const isMenu = !node.matches(LIST_OPENER) || node.matches(LIST);
  return !isMenu && !MORE_THAN_A_SIGN.test(node.textContent);
}

function isShownIn(box, node) {
  const isLeftOut = chainOf(node).some(
    (outer) => outer !== box && outer.matches(NO_CHOICE) && contains(box, outer),
  );
  return (
    !isLeftOut && node.checkVisibility({ checkVisibilityCSS: true }) && isAtLeast(boxOf(node), 2)
  );
}
