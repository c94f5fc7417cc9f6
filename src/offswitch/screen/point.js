// Where would a pointer press this element? Returns {x, y, via} in the frame's own pixels, or {covered: what}.
// Tries the element itself; for a control also a point of its own label that is no link, then its drawn track.
(target, asControl) => {
  const parentOf = (node) => node.assignedSlot || node.parentElement ||
    (node.getRootNode() instanceof ShadowRoot ? node.getRootNode().host : null);
  const contains = (outer, inner) => {
    for (let node = inner; node; node = parentOf(node)) if (node === outer) return true;
    return false;
  };
  const hit = (x, y) => {
    let element = document.elementFromPoint(x, y);
    while (element && element.shadowRoot) {
      const inner = element.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === element) break;
      element = inner;
    }
    return element;
  };
  const OTHER = 'a[href],button,[role=button],[role=link],summary,input,select,textarea';
  const otherBetween = (element, within) => {
    for (let node = element; node && node !== within; node = parentOf(node))
      if (node !== target && !contains(node, target) && node.matches && node.matches(OTHER)) return true;
    return false;
  };
  const inView = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  const grid = (box) => [[0.5, 0.5], [0.25, 0.5], [0.75, 0.5], [0.1, 0.5], [0.5, 0.25], [0.5, 0.75], [0.05, 0.3], [0.9, 0.5]]
    .map(([fx, fy]) => [box.left + box.width * fx, box.top + box.height * fy]);
  const boxOf = (node) => node.getBoundingClientRect();
  const shown = (node) => node.checkVisibility({ checkVisibilityCSS: true });
  let opacity = 1;
  for (let node = target; node; node = parentOf(node)) opacity *= node === target && asControl ? 1 : Number(getComputedStyle(node).opacity);

  const box = boxOf(target);
  if (opacity >= 0.1 && shown(target) && box.width >= 4 && box.height >= 4) {
    for (const [x, y] of grid(box)) {
      const under = inView(x, y) ? hit(x, y) : null;
      if (under && contains(target, under) && !otherBetween(under, target)) return { x, y, via: 'itself' };
    }
  }
  if (asControl && opacity >= 0.1) {
    const labels = [...(target.labels || [])];
    for (let outer = parentOf(target); outer; outer = parentOf(outer)) {
      if (outer.localName === 'label') labels.push(outer);
      if (outer.labels) labels.push(...outer.labels);
    }
    for (const label of new Set(labels)) {
      for (const part of [...label.getClientRects(), ...[...label.children].map(boxOf)]) {
        if (part.width < 4 || part.height < 4) continue;
        for (const [x, y] of grid(part)) {
          const under = inView(x, y) ? hit(x, y) : null;
          if (under && contains(label, under) && !otherBetween(under, label)) return { x, y, via: 'label' };
        }
      }
    }
    const CONTROL = 'input,select,[role=switch],[role=checkbox],[role=radio],[aria-pressed]';
    const lone = (element) => [...element.querySelectorAll(CONTROL)].filter((n) => n !== target && !contains(n, target) && !contains(target, n)).length === 0;
    for (let outer = parentOf(target), steps = 0; outer && steps < 4 && lone(outer); outer = parentOf(outer), steps += 1) {
      const tracks = [...outer.querySelectorAll('*'), outer].filter((n) => n !== target && !n.matches(OTHER) &&
        !(n.textContent || '').trim() && boxOf(n).width >= 8 && boxOf(n).height >= 8);
      for (const track of tracks) {
        for (const [x, y] of grid(boxOf(track))) {
          const under = inView(x, y) ? hit(x, y) : null;
          if (under && contains(outer, under) && !otherBetween(under, outer) && !(under.textContent || '').trim())
            return { x, y, via: 'track' };
        }
      }
    }
  }
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const over = inView(x, y) ? hit(x, y) : null;
  return { covered: over ? over.localName : 'nothing' };
}
