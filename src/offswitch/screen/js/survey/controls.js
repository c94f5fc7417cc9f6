// The controls of a page: which elements are one control, and which of them a person can operate.
import { boxAround, FIELD, isForForm } from "../field.js";
import { boxOf, isAtLeast } from "../geometry.js";
import { LIST, LIST_OPENER, MENU, OPENER } from "../selectors.js";
import { isTabRadio } from "../tabs.js";
import { isTrack } from "../track.js";
import { chainOf, contains, elementsIn, parentOf } from "../tree.js";
import { isLabelled } from "./labels.js";
import { rowOf } from "./rows.js";
import { isOffPage, isOpaque } from "./visibility.js";

const STEPS_TO_TRACK = 3;
const STEPS_TO_FIELD = 2;

/** Whether a person can operate an element: it has a label with words, or is drawn on the page. */
export function isOperable(view, item) {
  if (item.ariaHidden || !(isOpaque(item.outerOpacity) || isBoxedField(item.node))) return false;
  if (isForForm(item.node) || isTabRadio(item.node) || isPartOfMenu(item.node)) return false;
  if (isLabelled(view, item.node)) return true;
  return item.visible && (!isOffPage(boxOf(item.node)) || isBoxedField(item.node));
}

/** Whether an element only opens the list of a menu that it stands with, as an arrow beside a field does. */
function isPartOfMenu(node) {
  if (!node.matches(LIST_OPENER) || node.matches(LIST)) return false;
  const around = chainOf(parentOf(node)).slice(0, STEPS_TO_FIELD);
  const isOther = (each) => each.matches(LIST) && isForPeople(each);
  return around.some((outer) => elementsIn(outer).some(isOther));
}

/** Whether an element is there for a person: no list that is not open yet, and no copy for a form. */
function isForPeople(node) {
  const isHidden = chainOf(node).some((outer) => outer.getAttribute("aria-hidden") === "true");
  return !isHidden && !isForForm(node) && node.checkVisibility({ checkVisibilityCSS: true });
}

/** Whether an element is a field that is drawn as a box around it, however small it is itself. */
function isBoxedField(node) {
  const box = node.matches(FIELD) ? boxAround(node) : null;
  return Boolean(box?.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
}

/**
 * Join the elements that are one control: an inner one in an outer one, or two that share one label.
 *
 * Returns each control as its outermost element, with all its elements as `peers`.
 */
export function joinControls(candidates) {
  const controls = [];
  const byNode = new Map();
  const byLabel = new Map();
  const around = (node) => {
    for (let outer = node; outer; outer = parentOf(outer))
      if (byNode.has(outer) && !outer.matches(MENU)) return byNode.get(outer);
    return null;
  };
  for (const item of candidates) {
    const label = item.node.closest("label");
    const same = around(item.node) || (label && byLabel.get(label));
    if (same) {
      same.peers.push(item.node);
      continue;
    }
    const control = { ...item, peers: [item.node] };
    controls.push(control);
    byNode.set(item.node, control);
    if (label && !item.node.matches(MENU) && item.node.type !== "radio")
      byLabel.set(label, control);
  }
  return controls;
}

/** Whether a person can see a control: it is drawn, itself or as a track, or words stand for it. */
export function isSeen(view, control) {
  return (
    control.peers.some((peer) => isAtLeast(boxOf(peer), 4)) ||
    isLabelled(view, control.node) ||
    rowOf(view, control) !== null ||
    trackOf(view, control) !== null ||
    isBoxedField(control.node)
  );
}

/** Something small and silent that is drawn beside a control in what holds it alone; null where there is none. */
export function trackOf(view, control) {
  const around = chainOf(parentOf(control.node)).slice(0, STEPS_TO_TRACK);
  const end = around.findIndex((outer) => !isHeldAlone(view, outer));
  const parts = end < 0 ? around : around.slice(0, end);
  return parts.flatMap(elementsIn).find((node) => isDrawnTrack(control, node)) || null;
}

function isHeldAlone(view, outer) {
  return outer !== document.body && view.controlsIn(outer).length < 2;
}

function isDrawnTrack(control, node) {
  if (control.peers.some((peer) => contains(peer, node)) || !isTrack(node)) return false;
  const isOther = chainOf(node).some(
    (outer) => outer.matches(OPENER) && !contains(outer, control.node),
  );
  return !isOther && node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}
