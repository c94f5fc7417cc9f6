// How switches are drawn whose own box nobody sees, held against each other.
import { boxOf, isAtLeast } from "../geometry.js";
import { chainOf, parentOf } from "../tree.js";
import { trackOf } from "./controls.js";
import { memoized } from "./memo.js";
import { isDisabled } from "./signals.js";
import { isOpaque } from "./visibility.js";

/**
 * Whether a switch is drawn in another color than one of the same make that says the same.
 *
 * The box of such a switch may be bound to nothing: what it says is the same for ever. A track that lies in the
 * box's own label is switched by the browser together with it, and needs no such look.
 */
export function isUnlikeOthers(view, control) {
  const own = drawnBeside(view, control);
  return (
    Boolean(own) &&
    drawnBoxes(view).some((other) => isSameMake(own, other) && own.color !== other.color)
  );
}

const drawnBoxes = memoized((view) =>
  view.seenControls.map((control) => drawnBeside(view, control)).filter(Boolean),
);

function isSameMake(one, other) {
  return one.make === other.make && one.checked === other.checked;
}

/** What a box of no size, or without color, has drawn beside it; null where the box itself is what a person sees. */
const drawnBeside = memoized((view, control) => {
  const { node, outerOpacity } = control;
  if (!node.matches("input[type=checkbox]") || node.indeterminate || isDisabled(control))
    return null;
  const isSeen =
    isAtLeast(boxOf(node), 4) && isOpaque(outerOpacity * getComputedStyle(node).opacity);
  const track = isSeen ? null : trackOf(view, control);
  if (!track || track.matches(":hover") || track.closest("label")?.control === node) return null;
  return {
    make: [track, ...chainOf(parentOf(track))].map((each) => each.localName).join(),
    checked: node.checked,
    color: getComputedStyle(track).backgroundColor,
  };
});
