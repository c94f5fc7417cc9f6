// What a frame says without drawing it as text.
import { boxOf, isAtLeast } from "./geometry.js";
import { MARKER } from "./selectors.js";
import { clean } from "./text.js";
import { chainOf, elementsIn } from "./tree.js";

const ATTRIBUTES = ["aria-label", "aria-description", "title", "alt", "placeholder", "label"];
const SWITCH = "input[type=checkbox],[role=switch],[role=checkbox]";
const LONGEST = 200;
const BUTTON = "input[type=button],input[type=submit],input[type=reset]";

/** The names, titles and other words of the elements that a person can see, and what a switch is called that is hidden. */
export function attributeTexts() {
  return [...seenTexts(), ...hiddenNames()];
}

/** The words beside each switch that the page holds and does not show, as for a wider window. */
function hiddenNames() {
  const hidden = elementsIn(document).filter(
    (node) => node.matches(SWITCH) && !node.checkVisibility({ checkVisibilityCSS: true }),
  );
  return hidden.flatMap((node) => {
    const around = chainOf(node).find((outer) => clean(outer.textContent));
    const texts = [...(node.labels || []), around].filter(Boolean);
    const names = texts.map((each) => clean(each.textContent)).filter(isName);
    return [node.getAttribute("aria-label"), ...names].filter(Boolean);
  });
}

function isName(text) {
  return text && text.length <= LONGEST;
}

function seenTexts() {
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
