// What kind of control an element is.
import { CONTROL, LIST_OPENER } from "../selectors.js";

/** Whether a custom element keeps role and state to itself (ElementInternals), and draws no control inside. */
export function isCustomSwitch(node) {
  return (
    node.localName.includes("-") &&
    typeof node.checked === "boolean" &&
    !node.shadowRoot?.querySelector(CONTROL)
  );
}

export function roleOf(node) {
  const role = node.getAttribute("role");
  if (role) return role;
  if (isCustomSwitch(node)) return "switch";
  if (node.localName === "select") return "menu";
  return ["radio", "checkbox"].includes(node.type) ? node.type : "button";
}

/** How a control is operated: as a switch, as one of several radios, or as a menu. */
export function kindOf(node) {
  const role = roleOf(node);
  if (["radio", "menuitemradio"].includes(role) || node.type === "radio") return "radio";
  const isMenu = ["menu", "combobox", "listbox"].includes(role) || node.matches(LIST_OPENER);
  return isMenu ? "menu" : "switch";
}

/** Whether the browser itself keeps the state of an element, as checked or not. */
export function isCheckable(node) {
  const isInput = node.localName === "input" && ["checkbox", "radio"].includes(node.type);
  return isInput || isCustomSwitch(node);
}
