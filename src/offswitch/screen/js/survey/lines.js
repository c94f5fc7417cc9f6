// The lines of text that a person can read.
import { clean } from "../text.js";
import { isCovered } from "./visibility.js";

/** The lines of a view, in the order of the walk, with whether something lies over each. */
export function visibleLines(view) {
  return view.rawLines
    .map((line) => ({ ...line, text: clean(line.text), silent: clean(line.silent) }))
    .filter((line) => line.text || line.silent)
    .map((line) => ({ ...line, covered: isCovered(view, line) }));
}

/** Of some lines those that a person would say, by where their elements begin; others are no labels. */
export function audibleLines(view, lines) {
  const beginOf = (line) => view.spans.beginOf(line.element);
  return lines.filter((line) => line.text).sort((a, b) => beginOf(a) - beginOf(b));
}

/** The lines in an element, but for those in a part of it. */
export function linesIn(view, element, except = null) {
  return view.spans
    .within(element, view.audibleLines, (line) => line.element)
    .filter((line) => !(except && view.spans.contains(except, line.element)))
    .sort((a, b) => a.order - b.order);
}

export function firstLine(view, element, except = null) {
  const [first] = linesIn(view, element, except);
  return first ? first.text : "";
}

/** A test for texts that only tell a state, such as "On". */
export function stateWordTest(words) {
  const only = new RegExp(`^(?:(?:${words.join("|")})\\b|[^\\p{L}\\p{N}])+$`, "iu");
  return (text) => only.test(text);
}
