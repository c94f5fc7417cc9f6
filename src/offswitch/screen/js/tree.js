// The tree of a page as it is drawn: through open shadow roots, with what is slotted where it is shown.

/** The element around a node: its slot, its parent or its shadow host; null where there is none. */
export function parentOf(node) {
  if (node.assignedSlot || node.parentElement) return node.assignedSlot || node.parentElement;
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** An element and all elements around it, the innermost first. */
export function chainOf(node) {
  const chain = [];
  for (let outer = node; outer; outer = parentOf(outer)) chain.push(outer);
  return chain;
}

/** Whether an element holds a node, or is it. */
export function contains(outer, inner) {
  for (let node = inner; node; node = parentOf(node)) if (node === outer) return true;
  return false;
}

/** The nodes that are drawn directly in an element. */
export function childrenOf(node) {
  if (node.shadowRoot) return node.shadowRoot.childNodes;
  if (node.localName === "slot") {
    const assigned = node.assignedNodes();
    return assigned.length ? assigned : node.childNodes;
  }
  return node.childNodes;
}

/** Every element below a document, a root or an element, in open shadow roots too. */
export function elementsIn(root) {
  const found = root.shadowRoot ? elementsIn(root.shadowRoot) : [];
  for (const node of root.querySelectorAll("*")) {
    found.push(node);
    if (node.shadowRoot) found.push(...elementsIn(node.shadowRoot));
  }
  return found;
}

/** What a pointer meets at a point of the window, in shadow roots too; null outside of the window. */
export function elementAt(x, y) {
  let element = document.elementFromPoint(x, y);
  while (element?.shadowRoot) {
    const inner = element.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === element) break;
    element = inner;
  }
  return element;
}
