// The lines of text that a person can read.
import { isBadgeWord } from "../asides.js";
import { clean } from "../text.js";
import { parentOf } from "../tree.js";
import { isCovered } from "./visibility.js";

/** The lines of a view, in the order of the walk, with whether something lies over each. */
export function visibleLines(view) {
  return view.rawLines
    .map((line) => ({ ...line, ...wordsOf(line) }))
    .filter((line) => line.text || line.silent)
    .map((line) => ({ ...line, covered: isCovered(view, line) }));
}

/** The words of a line; what stands beside them is said apart, and is the line where nothing else is. */
function wordsOf(line) {
  const [text, aside, silent] = [line.text, line.aside, line.silent].map(clean);
  const whole = clean(line.whole.text);
  return text
    ? { text, silent: clean(`${aside} ${silent}`), whole }
    : { text: aside, silent, whole };
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
  return firstOf(linesIn(view, element, except))?.text || "";
}

/**
 * The first line that a person would say, with the links in it, which are rows of their own, and with what a style
 * sheet adds; empty where there is nothing of either.
 */
export function firstLineAsDrawn(lines) {
  const first = firstOf(lines);
  const hasMore = (line) => line.whole !== line.text;
  if (!first || hasMore(first)) return first ? first.whole : "";
  return lines.find((line) => hasMore(line) && line.whole.startsWith(first.text))?.whole || "";
}

function firstOf(lines) {
  return lines.find((line) => !isBadgeWord(line.text)) || lines[0];
}

/** Of some lines the first that stands out more than all before it; empty where that is the first one. */
export function prominentLine(lines) {
  const weightOf = ({ first }) => {
    const { fontSize, fontWeight } = getComputedStyle(parentOf(first));
    return Number.parseFloat(fontSize) * 1000 + Number(fontWeight);
  };
  const weights = lines.map(weightOf);
  const at = weights.indexOf(Math.max(...weights));
  return at > 0 ? lines[at].text : "";
}

/** A test for texts that only tell a state, such as "On". */
export function stateWordTest(words) {
  const only = new RegExp(`^(?:(?:${words.join("|")})\\b|[^\\p{L}\\p{N}])+$`, "iu");
  return (text) => only.test(text);
}
