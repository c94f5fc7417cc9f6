// Which words a document holds at all, wherever they stand: what holds none of a label's words cannot show it.
import { small } from "../text.js";
import { elementsIn } from "../tree.js";

const SAID = ["aria-label", "aria-valuetext", "title", "alt", "placeholder", "label"];
// What is written in several ways, or not drawn: quotes, soft hyphens, and marks without a width.
const LOOSE = /['"‘’‚‛“”„‟«»‹›`´ʼʹʺ′″\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** Those of some labels that have a word which stands nowhere in this document, shown or not. */
export function labelsWithout(labels) {
  const held = plain(textsOf(document).join("\n"));
  return labels.filter(
    (label) =>
      !plain(label)
        .split(/\s+/u)
        .every((word) => held.includes(word)),
  );
}

function textsOf(root) {
  const texts = [root === document ? document.documentElement.textContent : root.textContent];
  for (const node of elementsIn(root)) {
    for (const name of SAID) if (node.hasAttribute(name)) texts.push(node.getAttribute(name));
    if (typeof node.value === "string") texts.push(node.value);
    if (node.shadowRoot) texts.push(node.shadowRoot.textContent);
  }
  return texts;
}

function plain(text) {
  return small(text.replace(LOOSE, "")).trim();
}
