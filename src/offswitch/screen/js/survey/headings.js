// What a part of a page stands under.
import { REGION } from "../selectors.js";
import { clean } from "../text.js";
import { parentOf } from "../tree.js";
import { ariaLabel, textById } from "./labels.js";
import { firstLine } from "./lines.js";
import { memoized } from "./memo.js";
import { isDrawn, isPresented } from "./visibility.js";

const DEFAULT_LEVEL = 2;

export const headingText = memoized(
  (view, node) => ariaLabel(node) || firstLine(view, node) || clean(node.textContent),
);

export function headingLevel(node) {
  const [, digit] = /^H([1-6])$/.exec(node.tagName) || [];
  return Number(node.getAttribute("aria-level")) || Number(digit) || DEFAULT_LEVEL;
}

export function legendOf(view, node) {
  if (node.localName !== "fieldset") return "";
  const legend = [...node.children].find((child) => child.localName === "legend");
  return legend ? firstLine(view, legend) : "";
}

/** The name that a region, a group or a dialog has. */
export const regionName = memoized(
  (view, node) => ariaLabel(node) || textById(node, "aria-labelledby") || legendOf(view, node),
);

const presentedHeadings = memoized((view) => view.headings.filter(isPresented));

/** The texts of the headings that a person can see. */
export function visibleHeadings(view) {
  return view.headings.filter(isDrawn).map(({ node }) => headingText(view, node));
}

/**
 * What an element stands under: the headings before it, the nearest of each level first, then the
 * names of the regions around it. In a dialog, only the dialog's own headings count.
 */
export function headingChain(view, { node, dialog }) {
  const begin = view.spans.beginOf(node);
  const isAbove = (heading) =>
    view.spans.beginOf(heading.node) < begin &&
    (!dialog || view.spans.contains(dialog.element, heading.node));
  const chain = [];
  let level = Number.POSITIVE_INFINITY;
  for (const heading of presentedHeadings(view).filter(isAbove).reverse()) {
    if (headingLevel(heading.node) >= level) continue;
    level = headingLevel(heading.node);
    chain.push(headingText(view, heading.node));
  }
  for (let outer = parentOf(node); outer; outer = parentOf(outer)) {
    const name = outer.matches(REGION) ? regionName(view, outer) : "";
    if (name) chain.push(name);
  }
  return [...new Set(chain)];
}
