// Words that a style sheet puts before or after an element's own.
import { isPicture } from "./asides.js";
import { parentOf } from "./tree.js";

const ONE_STRING = /^"((?:[^"\\]|\\.)*)"$/;
const LETTERS = /\p{L}{2}/u;

/** A text with the words that its element's style sheet draws in one line with it. */
export function withGenerated(text) {
  const element = parentOf(text);
  const before = text === element.firstChild ? generatedIn(element, "::before") : "";
  const after = text === element.lastChild ? generatedIn(element, "::after") : "";
  return before + text.data + after;
}

function generatedIn(element, place) {
  const style = getComputedStyle(element, place);
  const [, words] = ONE_STRING.exec(style.content) || [];
  if (!words || !LETTERS.test(words) || !/^inline/.test(style.display)) return "";
  if (style.position === "absolute" || style.visibility !== "visible" || style.opacity === "0")
    return "";
  return isPicture(style) ? "" : words.replace(/\\(.)/g, "$1");
}
