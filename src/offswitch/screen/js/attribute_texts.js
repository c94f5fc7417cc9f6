// What a frame says without drawing it as text.
import { boxOf, isAtLeast } from "./geometry.js";
import { MARKER } from "./selectors.js";
import { elementsIn } from "./tree.js";

const ATTRIBUTES = ["aria-label", "aria-description", "title", "alt", "placeholder", "label"];
const BUTTON = "input[type=button],input[type=submit],input[type=reset]";

/** The names, titles and other words of the elements that a person can see. */
export function attributeTexts() {
  return elementsIn(document).flatMap((node) => {
    if (node.hasAttribute(MARKER)) return [];
    const texts = ATTRIBUTES.map((name) => node.getAttribute(name)).filter(Boolean);
    if (node.matches(BUTTON)) texts.push(node.value);
    return texts.length && isVisible(node) ? texts : [];
  });
}

function isVisible(node) {
  const options = { checkOpacity: false, checkVisibilityCSS: true };
  return node.checkVisibility(options) && isAtLeast(boxOf(node), 2);
}
