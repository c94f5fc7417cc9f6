// How a pointer meets an element. Tries the element itself; for a control also what is drawn over its own box,
// points of its own label that are no link, then its drawn track.
import { boxAround, FIELD } from "./field.js";
import { boxOf, isAtLeast, isInView } from "./geometry.js";
import { TOGGLE } from "./selectors.js";
import { isTabRadio } from "./tabs.js";
import { isTrack } from "./track.js";
import { chainOf, contains, elementAt, elementsIn, parentOf } from "./tree.js";

const OTHER = "a[href],button,[role=button],[role=link],summary,input,select,textarea";
const OPERATED = "input,select,[role=switch],[role=checkbox],[role=radio],[aria-pressed]";
const FOCUSED = "[tabindex]:not([tabindex^='-']),[contenteditable]";
const PARTS_OF_PRESS = ["pointerdown", "mousedown", "pointerup", "mouseup", "click"];
const MOST_POINTS = 12;
const LEAST_OPACITY_TO_PRESS = 0.1;
const STEPS_TO_TRACK = 4;
const MARGIN = 24;
const GRID = [
  [0.5, 0.5],
  [0.25, 0.5],
  [0.75, 0.5],
  [0.1, 0.5],
  [0.5, 0.25],
  [0.5, 0.75],
  [0.05, 0.3],
  [0.9, 0.5],
];

/** The points in this frame's own pixels where a pointer would press an element, best first. */
export function pointsOf(target, isControl) {
  const found = [];
  for (const { boxes, fits } of waysTo(target, isControl)) {
    for (const [x, y] of boxes.flatMap(gridOf)) {
      const under = isInView(x, y) ? elementAt(x, y) : null;
      if (under && fits(under)) found.push([x, y]);
      if (found.length >= MOST_POINTS) return found;
    }
  }
  return found;
}

/** Whether a pointer presses an element at this very point. */
export function isMetAt(target, { isControl, at: [x, y] }) {
  const under = isInView(x, y) ? elementAt(x, y) : null;
  return Boolean(under) && isMetBy(target, isControl, under);
}

/**
 * Let no press through to anything but an element, until its end(), which tells whether one was held back.
 *
 * What opens under the pointer after the last look gets no part of the press. The end of a press
 * that began on the target may come to what stands around it, as where the pointer left a part that
 * was drawn anew; and to the tab that the target is the label of.
 */
export function shield(target, isControl) {
  let began = false;
  let stopped = false;
  const check = (event) => {
    if (!event.isTrusted) return; // the page's own doing
    const [under] = event.composedPath();
    const isRight =
      !stopped &&
      (isMetBy(target, isControl, under) ||
        (began && (contains(under, target) || isTabOf(target, under))));
    if (isRight) {
      began = true;
      return;
    }
    stopped = stopped || !began;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const part of PARTS_OF_PRESS) addEventListener(part, check, true);
  return {
    end: () => {
      for (const part of PARTS_OF_PRESS) removeEventListener(part, check, true);
      return stopped;
    },
  };
}

function isTabOf(label, node) {
  return isTabRadio(node) && [...node.labels].some((each) => contains(each, label));
}

/** Shield a document in which no press is meant at all. */
export function shieldAll() {
  return shield(document.createElement("i"), false);
}

function isMetBy(target, isControl, under) {
  return waysTo(target, isControl).some(({ fits }) => fits(under));
}

/** Each way to press an element: where a pointer may be, and what it then has to meet. */
function waysTo(target, isControl) {
  if (!isOpaqueEnough(target, isControl)) return [];
  const ways = isControl
    ? [
        wayToItself(target),
        wayToField(target),
        wayToCover(target),
        ...waysToLabels(target),
        ...waysToTracks(target),
      ]
    : [wayToItself(target)];
  return ways.filter(({ boxes }) => boxes.length > 0);
}

function wayToItself(target) {
  const isThere =
    target.checkVisibility({ checkVisibilityCSS: true }) && isAtLeast(boxOf(target), 4);
  return {
    boxes: isThere ? [boxOf(target)] : [],
    fits: (under) => contains(target, under) && !isOtherBetween(target, under, target),
  };
}

/** A menu that is a field is opened by its whole box. */
function wayToField(target) {
  const box = target.matches(FIELD) ? boxAround(target) : null;
  return {
    boxes: box ? [boxOf(box)] : [],
    fits: (under) => contains(box, under) && !isOtherBetween(target, under, box),
  };
}

/** What lies over a control's own box is the control, if it is part of what holds this control alone. */
function wayToCover(target) {
  const parts = partsAlone(target);
  const box = boxOf(target);
  const isThere =
    parts.length > 0 && target.checkVisibility({ checkVisibilityCSS: true }) && isAtLeast(box, 8);
  const isCover = (part, under) => {
    const cover = chainOf(under).findLast(
      (node) => contains(part, node) && !contains(node, target),
    );
    const fits = cover?.localName === "label" || (cover && isAsLargeAs(boxOf(cover), box));
    return Boolean(fits) && !canBeOperated(target, under, part);
  };
  return {
    boxes: isThere ? [box] : [],
    fits: (under) => parts.some((part) => contains(part, under) && isCover(part, under)),
  };
}

/** A drawing may stand out over the control's edge; what is far larger lies over more than the control. */
function isAsLargeAs(one, other) {
  return one.width <= other.width + MARGIN && one.height <= other.height + MARGIN;
}

function canBeOperated(target, under, part) {
  const isAnotherLabel = (node) =>
    node.localName === "label" && node.control && node.control !== target;
  return chainOf(under).some(
    (node) =>
      node !== part &&
      contains(part, node) &&
      (node.matches(`${OTHER},${FOCUSED}`) || isAnotherLabel(node)),
  );
}

function waysToLabels(target) {
  const labels = new Set(target.labels || []);
  for (const outer of chainOf(parentOf(target))) {
    if (outer.localName === "label") labels.add(outer);
    for (const label of outer.labels || []) labels.add(label);
  }
  return [...labels].map((label) => ({
    boxes: [...label.getClientRects(), ...[...label.children].map(boxOf)].filter((box) =>
      isAtLeast(box, 4),
    ),
    fits: (under) => contains(label, under) && !isOtherBetween(target, under, label),
  }));
}

/** The nearest elements around a control that hold no other one. */
function partsAlone(target) {
  const around = chainOf(parentOf(target)).slice(0, STEPS_TO_TRACK);
  const end = around.findIndex((outer) => !isAloneIn(outer, target));
  return end < 0 ? around : around.slice(0, end);
}

function waysToTracks(target) {
  return partsAlone(target).map((outer) => {
    const tracks = [...outer.querySelectorAll("*"), outer].filter(
      (node) => node !== target && !node.matches(OTHER) && isTrack(node),
    );
    return {
      boxes: tracks.map(boxOf),
      fits: (under) =>
        tracks.some((track) => contains(track, under)) && !isOtherBetween(target, under, outer),
    };
  });
}

function isAloneIn(outer, target) {
  return [...outer.querySelectorAll(OPERATED)].every(
    (node) => contains(node, target) || contains(target, node),
  );
}

/** Whether something else that takes a press lies between what the pointer meets and an outer element. */
function isOtherBetween(target, element, outer) {
  for (let node = element; node && node !== outer; node = parentOf(node))
    if (
      node !== target &&
      !contains(node, target) &&
      node.matches?.(OTHER) &&
      !isInner(target, node)
    )
      return true;
  return false;
}

/** Whether an element is the one box or switch that another one is drawn around: both are one control. */
function isInner(target, node) {
  const inner = elementsIn(target).filter((each) => each.matches(`${TOGGLE},${OTHER}`));
  return node.matches(TOGGLE) && inner.length === 1 && inner[0] === node;
}

/** A control itself may be transparent over what is drawn of it; what it stands in may not, but for the box of a field. */
function isOpaqueEnough(target, isControl) {
  const box = isControl && target.matches(FIELD) ? boxAround(target) : null;
  const opacities = chainOf(box || target).map((node) =>
    isControl && node === target ? 1 : Number(getComputedStyle(node).opacity),
  );
  return opacities.reduce((all, one) => all * one, 1) >= LEAST_OPACITY_TO_PRESS;
}

function gridOf(box) {
  return GRID.map(([across, down]) => [box.left + box.width * across, box.top + box.height * down]);
}
