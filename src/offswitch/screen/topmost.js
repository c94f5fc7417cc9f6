// Does this element stand in the dialog that lies on top of its document, beneath it, or is there none?
// Follows open shadow roots (the flat tree).
(node) => {
  const parentOf = (n) => n.assignedSlot || n.parentElement ||
    (n.getRootNode() instanceof ShadowRoot ? n.getRootNode().host : null);
  const DIALOG = 'dialog[open],[role=dialog],[role=alertdialog]';
  const dialogs = [];
  const visit = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches(DIALOG) && element.getAttribute('aria-hidden') !== 'true' &&
        element.checkVisibility({ checkVisibilityCSS: true })) dialogs.push(element);
      if (element.shadowRoot) visit(element.shadowRoot);
    }
  };
  visit(document);
  const top = dialogs.at(-1);
  if (!top) return 'page';
  for (let outer = node; outer; outer = parentOf(outer)) if (outer === top) return 'dialog';
  return 'beneath';
}
