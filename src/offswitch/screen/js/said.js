// What an element says, whatever it is.
import { ariaLabel, audibleText, textById } from "./survey/labels.js";
import { clean } from "./text.js";

/** What a person reads on an element or hears of it, without an icon, a badge or a shortcut beside it. */
export function wordsSaid(node) {
  return textById(node, "aria-labelledby") || ariaLabel(node) || clean(audibleText(node));
}
