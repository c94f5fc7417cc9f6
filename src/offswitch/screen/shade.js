// Which of some words are drawn in this frame, in view, and lie under something that is no part of theirs.
// What is only scrolled out of a box lies under nothing.
(words) => {
  const fold = (text) => text.replace(/[\u2018\u2019\u02bc]/g, "'").replace(/\s+/g, ' ').trim().toLowerCase();
  const wanted = new Map(words.map((word) => [fold(word), word]));
  const parentOf = (node) => node.assignedSlot || node.parentElement ||
    (node.getRootNode() instanceof ShadowRoot ? node.getRootNode().host : null);
  const hit = (x, y) => {
    let found = document.elementFromPoint(x, y);
    while (found && found.shadowRoot) {
      const inner = found.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
    }
    return found;
  };
  const chain = (node) => {
    const outer = [];
    for (let one = node; one; one = parentOf(one)) outer.push(one);
    return outer;
  };
  const isInside = (x, y, box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  const isUnder = (node) => {
    const box = node.getBoundingClientRect();
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    if (!box.width || !node.checkVisibility() || !isInside(x, y, { left: 0, top: 0, right: innerWidth - 1, bottom: innerHeight - 1 })) return false;
    const around = chain(node);
    const cuts = (outer) => getComputedStyle(outer).overflow !== 'visible' && !isInside(x, y, outer.getBoundingClientRect());
    if (around.some(cuts)) return false;
    const over = hit(x, y);
    return Boolean(over) && !around.includes(over) && !chain(over).includes(node);
  };
  const found = new Set();
  const visit = (root) => {
    for (const node of root.querySelectorAll('*')) {
      if (node.shadowRoot) visit(node.shadowRoot);
      const word = wanted.get(fold(node.textContent));
      if (word && isUnder(node)) found.add(word);
    }
  };
  visit(document);
  return [...found];
}
