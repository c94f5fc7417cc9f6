// Everything by which a control may tell its state, each in the page's own words.

import { wordsInBox } from "../field.js";
import { clean } from "../text.js";
import { chainOf, parentOf } from "../tree.js";
import { isCheckable, kindOf } from "./roles.js";

const STATE_ATTRIBUTES = ["aria-checked", "aria-pressed", "aria-selected"];
// Roles whose state the browser tells as false where the page says nothing.
const CHECKED_ROLES = ["checkbox", "radio", "menuitemcheckbox", "menuitemradio"];
const SAYS_ON =
  /^(?!.*(^|[-_])(not|un)[-_]).*(^|[-_])(checked|toggled|is-on|is-active)$|^(on|active)$/i;
const DRAWN = "[role=switch]:not(input),[role=checkbox]:not(input)";
const TELLING = /^(data-.*|aria-.*|checked|selected|value)$/;
const LONGEST = 120;

/** Every signal of a control's state; those of its second element end in ".2", and so on. */
export function signalsOf(control) {
  const signals = {};
  control.peers.forEach((node, index) => {
    for (const [name, value] of Object.entries(signalsOfElement(node)))
      signals[index ? `${name}.${index + 1}` : name] = value;
  });
  return signals;
}

export function signalsOfElement(node) {
  const signals = {};
  const isNative = isCheckable(node);
  if (isNative) signals.checked = node.indeterminate ? "mixed" : String(node.checked);
  for (const name of STATE_ATTRIBUTES) {
    if (isNative && name === "aria-selected") continue;
    if (node.hasAttribute(name)) signals[name] = node.getAttribute(name);
  }
  if (!isNative && CHECKED_ROLES.includes(node.getAttribute("role"))) {
    const told = node.getAttribute("aria-checked");
    signals.tree = told === null ? "missing" : String(told === "true");
  }
  const told = Object.values(signals);
  const saysOff = told.length > 0 && told.every((value) => value === "false");
  if (node.matches(DRAWN) && saysOff && [...node.classList].some((name) => SAYS_ON.test(name)))
    signals.class = "true"; // a page may forget the attribute, and not what it draws
  if (node.localName === "select") signals.selected = clean(node.selectedOptions[0]?.label);
  else if (kindOf(node) === "menu") signals.shown = shownBy(node);
  return signals;
}

function shownBy(menu) {
  const isField = menu.localName === "input";
  const words = clean(menu.value || menu.innerText || menu.textContent);
  return words || (isField ? wordsInBox(menu) : valueWithin(menu));
}

/** The value of the one field within a button, which nobody can type in. */
function valueWithin(button) {
  const fields = button.querySelectorAll("input");
  return fields.length === 1 && fields[0].readOnly ? clean(fields[0].value) : "";
}

export function isDisabled(control) {
  return control.peers.some(
    (node) => node.matches(":disabled") || isInState(node, "aria-disabled"),
  );
}

function isInState(node, attribute) {
  return chainOf(node).some((outer) => outer.getAttribute(attribute) === "true");
}

/** The attributes that stay the same from load to load. */
export function keysOf(control) {
  const isKey = (name) => name === "id" || name === "name" || name.startsWith("data-");
  return Object.assign({}, ...control.peers.map((node) => attributesWhere(node, isKey)));
}

/** The attributes that a selector file may declare as the state; those of the first element win. */
export function attributesOf(control) {
  const isTelling = (name) => TELLING.test(name);
  const each = control.peers.map((node) => attributesWhere(node, isTelling));
  return Object.assign({}, ...each.reverse());
}

function attributesWhere(node, isWanted) {
  const wanted = [...node.attributes].filter(({ name }) => isWanted(name));
  return Object.fromEntries(wanted.map(({ name, value }) => [name, value.slice(0, LONGEST)]));
}

/** The classes of a control and of what holds it alone, nearest first. */
export function classesOf(view, control) {
  const around = [...control.peers];
  for (
    let outer = parentOf(control.node);
    outer && outer !== document.body && view.controlsIn(outer).length < 2;
    outer = parentOf(outer)
  )
    around.push(outer);
  return [...new Set(around.flatMap((node) => [...node.classList]))];
}

/** The labels of a native menu's options. */
export function optionsOf({ node }) {
  return node.localName === "select" ? [...node.options].map(({ label }) => clean(label)) : [];
}
