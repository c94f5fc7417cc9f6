// Tabs without a script: radios of which each, or each one's label, is called a tab.

const TAB = "[role=tablist] [role=tab]";

/** Whether an element is a radio that only chooses which part of a page is shown. */
export function isTabRadio(node) {
  if (!node.matches("input[type=radio]")) return false;
  const radios = [...node.getRootNode().querySelectorAll("input[type=radio]")];
  const group = radios.filter(({ name, form }) => name === node.name && form === node.form);
  return group.every(isCalledTab);
}

function isCalledTab(radio) {
  const labels = [...radio.labels];
  return radio.matches(TAB) || (labels.length > 0 && labels.every((label) => label.matches(TAB)));
}

/** Whether an element is such a tab, and another one is chosen. */
export function isOtherTab(node) {
  if (!node.matches(TAB)) return false;
  const radio = node.localName === "label" ? node.control : node;
  return Boolean(radio) && isTabRadio(radio) && !radio.checked;
}
