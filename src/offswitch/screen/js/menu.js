// The drawn options of a page, and which of them are a menu's own.
import { ariaLabel, audibleText, textById } from "./survey/labels.js";
import { clean, listed } from "./text.js";
import { chainOf, contains, elementsIn, parentOf } from "./tree.js";

// A library may call its list a tree, as select2 does, or draw a row for each option beside options that have no size.
const OPTION = "[role=option],[role=treeitem],[aria-selected]:not([role])";
const LIST_OF_OPTIONS = "[role=listbox],[role=menu],[role=tree]";

/** Every option that a person can see. */
export function shownOptions() {
  return elementsIn(document).filter((node) => node.matches(OPTION) && isShown(node));
}

/** Whether a menu's own list is open. */
export function isOpen(menu) {
  return (
    withParts(menu).some((node) => node.getAttribute("aria-expanded") === "true") ||
    ownOptions(menu).length > 0
  );
}

/**
 * The options that can be chosen of the list that a menu has opened.
 *
 * Where the menu has no word of its own for it, that is what was not shown before; of a menu that
 * was open already (before is null), the only list there is.
 */
export function openedOptions(menu, before) {
  let found = ownOptions(menu);
  if (!found.length) {
    found = shownOptions().filter(
      (option) => !before?.includes(option) && !isOfAnotherMenu(menu, option),
    );
    if (new Set(found.map(listOf)).size > 1) found = [];
  }
  return found.filter((option) => !option.closest("[aria-disabled=true]"));
}

/** The words of those options that have no role, each by its place in the list; empty for all others. */
export function drawnWords(options) {
  return options.map((node) => (node.hasAttribute("role") ? "" : clean(node.innerText)));
}

/** What each option is called, as assistive technology says it, or as it is drawn where it has no role. */
export function optionNames(options) {
  return options.map((node) => {
    if (!node.hasAttribute("role")) return clean(node.innerText);
    return textById(node, "aria-labelledby") || ariaLabel(node) || clean(audibleText(node));
  });
}

function isShown(node) {
  const box = node.getBoundingClientRect();
  const isDrawn = node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  return isDrawn && box.width > 0 && box.height > 0;
}

function withParts(menu) {
  return [menu, ...elementsIn(menu)];
}

function ownOptions(menu) {
  const lists = [menu, ...declaredLists(menu)];
  return shownOptions().filter((option) => lists.some((list) => contains(list, option)));
}

/** The lists that a menu, or a field in it, says are its own; those that it holds are as well. */
function declaredLists(menu) {
  const named = withParts(menu).flatMap((node) =>
    ["aria-controls", "aria-owns"]
      .flatMap((attribute) => listed(node, attribute))
      .map((id) => node.getRootNode().getElementById?.(id) || document.getElementById(id)),
  );
  return named.filter(Boolean);
}

function isOfAnotherMenu(menu, option) {
  return elementsIn(document).some(
    (node) =>
      node.matches("[role=combobox],[aria-haspopup]") &&
      !contains(menu, node) &&
      !contains(node, menu) &&
      declaredLists(node).some((list) => contains(list, option)),
  );
}

function listOf(option) {
  const around = chainOf(parentOf(option));
  return around.find((outer) => outer.matches(LIST_OF_OPTIONS)) || around[0];
}
