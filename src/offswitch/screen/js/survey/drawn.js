// How switches are drawn, held against each other.
import { boxOf, isAtLeast } from "../geometry.js";
import { isTrack } from "../track.js";
import { chainOf, elementsIn } from "../tree.js";
import { trackOf } from "./controls.js";
import { memoized } from "./memo.js";
import { isDisabled } from "./signals.js";
import { isOpaque } from "./visibility.js";

/**
 * Whether a switch is drawn in another color than one of the same make that says the same.
 *
 * A box that nobody sees may be bound to nothing, and an attribute forgotten: what they say is the same for ever. A
 * track that lies in the box's own label is switched by the browser together with it, and needs no such look.
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

/** How a control is drawn, and what it says; null where the browser itself draws what it says. */
const drawnBeside = memoized((view, control) => {
  const track = isDisabled(control)
    ? null
    : hiddenBoxTrack(view, control) || offSwitchTrack(control);
  if (!track || track.matches(":hover")) return null;
  return {
    make: chainOf(track)
      .map((each) => each.localName)
      .join(),
    checked: control.node.checked || false,
    color: getComputedStyle(track).backgroundColor,
  };
});

/** What is drawn beside a box that nobody sees, but in no label of its own. */
function hiddenBoxTrack(view, control) {
  const { node, outerOpacity } = control;
  if (!node.matches("input[type=checkbox]") || node.indeterminate) return null;
  const opacity = outerOpacity * getComputedStyle(node).opacity;
  if (isAtLeast(boxOf(node), 4) && isOpaque(opacity)) return null;
  const track = trackOf(view, control);
  return track?.closest("label")?.control === node ? null : track;
}

/** What is drawn of a switch that says that it is off; one that is on may have a color of its own. */
function offSwitchTrack({ node }) {
  if (!node.matches("[role=switch][aria-checked=false]:not(input)")) return null;
  return [node, ...elementsIn(node)].find(isTrack) || null;
}
