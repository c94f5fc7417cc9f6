// Whether a page is small enough to be looked at again and again: a look takes longer with each of its parts.
import { CONTROL } from "../selectors.js";

const MOST_ELEMENTS = 120_000;
const MOST_CONTROLS = 12_000;
const MOST_CHARACTERS = 4_000_000;

/** What a page has too much of, in words; empty if it can be looked at. */
export function excessOf(body) {
  if (!body) return "";
  if (body.getElementsByTagName("*").length > MOST_ELEMENTS) return "elements";
  if (body.querySelectorAll(CONTROL).length > MOST_CONTROLS) return "controls";
  return body.textContent.length > MOST_CHARACTERS ? "text" : "";
}
