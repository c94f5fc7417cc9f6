// How a pointer meets this element. Returns three functions:
//   points()     where it would press it: [{x, y}] in the frame's own pixels, best first. Tries the element
//                itself; for a control also points of its own label that are no link, then its drawn track.
//   meets(x, y)  whether it presses it at this very point.
//   shield()     lets no press through to anything else, until its end(), which tells whether one was held back.
(target, control) => {
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
  const CONTROL = 'input,select,[role=switch],[role=checkbox],[role=radio],[aria-pressed]';
  const MOST = 12;
  const otherBetween = (element, within) => {
    for (let node = element; node && node !== within; node = parentOf(node))
      if (node !== target && !contains(node, target) && node.matches && node.matches(OTHER)) return true;
    return false;
  };
  const inView = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  const grid = (box) => [[0.5, 0.5], [0.25, 0.5], [0.75, 0.5], [0.1, 0.5], [0.5, 0.25], [0.5, 0.75], [0.05, 0.3], [0.9, 0.5]]
    .map(([fx, fy]) => [box.left + box.width * fx, box.top + box.height * fy]);
  const boxOf = (node) => node.getBoundingClientRect();
  const isLarge = (box, least) => box.width >= least && box.height >= least;
  // A drawn switch is small; a veil over the page is silent, too.
  const isTrack = (box) => isLarge(box, 8) && box.width <= 160 && box.height <= 80;
  const silent = (node) => !(node.textContent || '').trim();
  const isSeen = () => {
    let opacity = 1;
    for (let node = target; node; node = parentOf(node)) opacity *= node === target && control ? 1 : Number(getComputedStyle(node).opacity);
    return opacity >= 0.1;
  };

  // Each way to press it: where a pointer may be, and what it then has to meet.
  const findWays = () => {
    const ways = [];
    if (!isSeen()) return ways;
    if (target.checkVisibility({ checkVisibilityCSS: true }) && isLarge(boxOf(target), 4))
      ways.push({ boxes: [boxOf(target)],
        fits: (under) => contains(target, under) && !otherBetween(under, target) });
    if (control) {
      const labels = [...(target.labels || [])];
      for (let outer = parentOf(target); outer; outer = parentOf(outer)) {
        if (outer.localName === 'label') labels.push(outer);
        if (outer.labels) labels.push(...outer.labels);
      }
      for (const label of new Set(labels))
        ways.push({ boxes: [...label.getClientRects(), ...[...label.children].map(boxOf)].filter((box) => isLarge(box, 4)),
          fits: (under) => contains(label, under) && !otherBetween(under, label) });
      const isAlone = (element) => [...element.querySelectorAll(CONTROL)]
        .every((node) => node === target || contains(node, target) || contains(target, node));
      for (let outer = parentOf(target), steps = 0; outer && steps < 4 && isAlone(outer); outer = parentOf(outer), steps += 1) {
        const around = outer;
        const tracks = [...around.querySelectorAll('*'), around]
          .filter((node) => node !== target && !node.matches(OTHER) && silent(node) && isTrack(boxOf(node)));
        ways.push({ boxes: tracks.map(boxOf),
          fits: (under) => tracks.some((track) => contains(track, under)) && !otherBetween(under, around) });
      }
    }
    return ways.filter(({ boxes }) => boxes.length > 0);
  };
  const isMet = (under) => findWays().some(({ fits }) => fits(under));
  const points = () => {
    const found = [];
    for (const { boxes, fits } of findWays()) {
      for (const [x, y] of boxes.flatMap(grid)) {
        const under = inView(x, y) ? hit(x, y) : null;
        if (under && fits(under)) found.push({ x, y });
        if (found.length >= MOST) return found;
      }
    }
    return found;
  };
  const meets = (x, y) => {
    const under = inView(x, y) ? hit(x, y) : null;
    return Boolean(under) && isMet(under);
  };
  // What opens under the pointer after the last look gets no part of the press. The end of a press that began
  // on the target may come to what stands around it, as where the pointer left a part that was drawn anew.
  const shield = () => {
    const PARTS = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];
    let began = false, stopped = false;
    const check = (event) => {
      if (!event.isTrusted) return; // the page's own doing
      const under = event.composedPath()[0];
      const isRight = !stopped && (isMet(under) || (began && contains(under, target)));
      if (isRight) {
        began = true;
        return;
      }
      stopped = stopped || !began;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    for (const part of PARTS) addEventListener(part, check, true);
    return {
      end: () => {
        for (const part of PARTS) removeEventListener(part, check, true);
        return stopped;
      },
    };
  };
  return { points, meets, shield };
}
