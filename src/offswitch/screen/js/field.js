// A menu that is a field to type in: such a field is often empty, and as small as its text, with the choice drawn over it.
import { boxOf, isAtLeast } from "./geometry.js";
import { CONTROL } from "./selectors.js";
import { clean } from "./text.js";
import { chainOf, contains, elementsIn, parentOf } from "./tree.js";

/** A menu that is a field to type in. */
export const FIELD = "input[role=combobox]";

const HIGHEST = 80;
const STEPS_TO_BOX = 5;
const NO_CHOICE = "[class*=placeholder],[aria-live],label";
const WORDS = /[\p{L}\p{N}]/u;

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
    if (!others.every((node) => contains(node, field) || contains(field, node))) return null;
    const style = getComputedStyle(outer);
    const isDrawn = style.borderBottomStyle !== "none" || style.boxShadow !== "none";
    if (isDrawn) return boxOf(outer).height <= HIGHEST ? outer : null;
  }
  return null;
}

function isShownIn(box, node) {
  const isLeftOut = chainOf(node).some(
    (outer) => outer !== box && outer.matches(NO_CHOICE) && contains(box, outer),
  );
  return (
    !isLeftOut && node.checkVisibility({ checkVisibilityCSS: true }) && isAtLeast(boxOf(node), 2)
  );
}
