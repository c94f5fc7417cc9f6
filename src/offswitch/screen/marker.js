// Show the person which element is at work: an outline, and a few words beside it. Returns four functions:
//   look(target)               what the marker has to mind in the target's document, in its own pixels: { box } of the
//                              target's visible part, or null; { kept }, which the words never cover: the target and
//                              the words of its row; { words }, all others, which they cover only if there is no room.
//   lookOutwards(frame, seen)  the same of the document around, from what was seen within its frame.
//   draw(anchor, seen, words)  draws it in this document, in place of a former one, and follows the anchor.
//   clear()                    takes it away.
// It takes no click, no focus and no room, and it is drawn with neither a style element nor a style attribute in
// markup, which a policy of the page could refuse.
(placeOfFrame) => {
  const OWN = 'data-offswitch-marker';
  const CONTROL = 'a[href],button,input,select,textarea,summary,[role=button],[role=switch],[role=checkbox],[role=radio],[role=link]';
  const DIALOG = 'dialog[open],[role=dialog],[role=alertdialog]';
  const MOST_WORDS = 3000, LEAST = 8, ROW_HEIGHT = 260, PADDING = 6, GAP = 6, EDGE = 4;
  const parentOf = (node) => node.assignedSlot || node.parentElement ||
    (node.getRootNode() instanceof ShadowRoot ? node.getRootNode().host : null);
  const contains = (outer, inner) => {
    for (let node = inner; node; node = parentOf(node)) if (node === outer) return true;
    return false;
  };
  const plain = ({ left, top, right, bottom }) => ({ left, top, right, bottom });
  const both = (one, other) => {
    const box = {
      left: Math.max(one.left, other.left), top: Math.max(one.top, other.top),
      right: Math.min(one.right, other.right), bottom: Math.min(one.bottom, other.bottom),
    };
    return box.right > box.left && box.bottom > box.top ? box : null;
  };
  const around = (boxes) => ({
    left: Math.min(...boxes.map((box) => box.left)), top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)), bottom: Math.max(...boxes.map((box) => box.bottom)),
  });
  const area = (box) => (box ? (box.right - box.left) * (box.bottom - box.top) : 0);
  const viewport = () => ({ left: 0, top: 0, right: document.documentElement.clientWidth || innerWidth, bottom: innerHeight });

  // What of a node can be seen: not what a list or the window cuts off.
  const visiblePart = (node) => {
    let box = both(node.getBoundingClientRect(), viewport());
    for (let outer = parentOf(node); box && outer && outer !== document.documentElement; outer = parentOf(outer)) {
      const { overflow, display } = getComputedStyle(outer);
      if (overflow !== 'visible' && display !== 'contents' && outer !== document.body)
        box = both(box, outer.getBoundingClientRect());
    }
    return box;
  };
  const isLarge = (box) => Boolean(box) && box.right - box.left >= LEAST && box.bottom - box.top >= LEAST;
  // A control may be hidden behind its label, or be a point of a drawn one.
  const standIn = (target) => {
    const others = [...(target.labels || [])];
    for (let outer = parentOf(target), steps = 0; outer && steps < 3; outer = parentOf(outer), steps += 1)
      if (outer.localName === 'label') others.push(outer);
    return others.map(visiblePart).find(isLarge) || null;
  };
  // As much around the target as holds no other control.
  const rowOf = (target) => {
    const isAlone = (outer) => [...outer.querySelectorAll(CONTROL)].every((node) => contains(node, target) || contains(target, node));
    let row = target;
    for (let outer = parentOf(target); outer && outer !== document.body && isAlone(outer); outer = parentOf(outer)) {
      if (outer.getBoundingClientRect().height > ROW_HEIGHT && row !== target) break;
      row = outer;
    }
    return row;
  };
  const dialogOf = (node) => {
    for (let outer = node; outer; outer = parentOf(outer)) if (outer.matches(DIALOG)) return outer;
    return null;
  };
  // Each line of text and each control that is drawn, with its node.
  const drawnWords = () => {
    const found = [], view = viewport(), range = document.createRange();
    const note = (node, box) => {
      const part = both(box, view);
      if (part) found.push({ node, box: part });
    };
    const visit = (root) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node && found.length < MOST_WORDS; node = walker.nextNode()) {
        if (node.nodeType === Node.ELEMENT_NODE) {
          if (node.shadowRoot) visit(node.shadowRoot);
          if (node.matches(CONTROL)) note(node, node.getBoundingClientRect());
        } else if (node.data.trim()) {
          const element = node.parentElement || node.getRootNode().host;
          if (!element || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
          range.selectNodeContents(node);
          for (const box of range.getClientRects()) note(element, box);
        }
      }
    };
    visit(document);
    return found;
  };
  const look = (target) => {
    const own = visiblePart(target);
    const box = isLarge(own) ? own : standIn(target) || own;
    if (!box) return { box: null, kept: [], words: [] };
    // What lies behind a dialog is not what a person reads now.
    const row = rowOf(target), dialog = dialogOf(target);
    const all = drawnWords().filter(({ node }) => !dialog || contains(dialog, node));
    const isBeside = (other) => other.top < box.bottom && other.bottom > box.top;
    const isKept = ({ node, box: other }) => contains(row, node) || isBeside(other);
    return {
      box, kept: [box, ...all.filter(isKept).map((each) => each.box)],
      words: all.filter((each) => !isKept(each)).map((each) => each.box),
    };
  };
  const lookOutwards = (frame, seen) => {
    const { left, top, across, down } = placeOfFrame(frame), view = visiblePart(frame);
    const outwards = (box) => box && view && both(view, {
      left: left + box.left * across, top: top + box.top * down, right: left + box.right * across, bottom: top + box.bottom * down,
    });
    const all = (boxes) => boxes.map(outwards).filter(Boolean);
    return {
      box: outwards(seen.box), kept: all(seen.kept),
      words: [...all(seen.words), ...drawnWords().map((each) => each.box)],
    };
  };

  // Where the words fit: beside the outline, else beside the row, else in a corner.
  const spotFor = (outline, kept, words, width, height) => {
    const view = viewport(), row = around([outline, ...kept]), spots = [];
    const beside = ({ left, top, right, bottom }) => {
      const middle = (top + bottom - height) / 2;
      for (const y of [top - GAP - height, bottom + GAP])
        for (const x of [left, (left + right - width) / 2, right - width]) spots.push([x, y]);
      spots.push([right + GAP, middle], [left - GAP - width, middle]);
    };
    beside(outline);
    beside(row);
    for (const y of [EDGE, view.bottom - EDGE - height]) for (const x of [EDGE, view.right - EDGE - width]) spots.push([x, y]);
    const boxes = spots
      .map(([x, y]) => {
        const left = Math.min(Math.max(EDGE, x), view.right - EDGE - width);
        return { left, top: y, right: left + width, bottom: y + height };
      })
      .filter((box) => box.left >= 0 && box.top >= 0 && box.bottom <= view.bottom)
      .filter((box) => [outline, ...kept].every((other) => !both(box, other)));
    const covered = (box) => words.reduce((sum, other) => sum + area(both(box, other)), 0);
    return boxes.sort((one, other) => covered(one) - covered(other))[0] || null; // the sort keeps the order of equals
  };
  const style = (node, rules) => {
    for (const [name, value] of Object.entries(rules)) node.style.setProperty(name, value, 'important');
  };
  const place = (node, { left, top }) => style(node, { left: `${left}px`, top: `${top}px` });
  const clear = () => document.querySelectorAll(`[${OWN}]`).forEach((old) => old.remove());
  const draw = (anchor, seen, words) => {
    clear();
    if (!seen.box) return;
    const host = document.createElement('offswitch-marker'); // no rule of the page is about that
    host.setAttribute(OWN, '');
    host.setAttribute('aria-hidden', 'true');
    host.popover = 'manual'; // of the top layer, where nothing of the page lies over it and no other popover is closed for it
    style(host, {
      all: 'initial', display: 'block', position: 'fixed', inset: '0', width: '100%', height: '100%', margin: '0', border: '0',
      padding: '0', background: 'none', overflow: 'hidden', 'pointer-events': 'none', 'z-index': '2147483647',
    });
    const root = host.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(':host::backdrop { display: none !important }'); // some pages style every backdrop
    root.adoptedStyleSheets = [sheet];
    const layer = document.createElement('div'), outline = document.createElement('div'), caption = document.createElement('div');
    style(layer, { position: 'absolute', inset: '0' });
    const box = {
      left: Math.max(1, seen.box.left - PADDING), top: Math.max(1, seen.box.top - PADDING),
      right: Math.min(viewport().right - 1, seen.box.right + PADDING), bottom: Math.min(viewport().bottom - 1, seen.box.bottom + PADDING),
    };
    place(outline, box);
    style(outline, {
      position: 'absolute', width: `${box.right - box.left}px`, height: `${box.bottom - box.top}px`, 'box-sizing': 'border-box',
      border: '3px solid #e4570c', 'border-radius': '10px', 'box-shadow': '0 0 0 1px #fffc, inset 0 0 0 1px #fffc',
    });
    caption.textContent = words;
    place(caption, { left: 0, top: 0 });
    style(caption, {
      position: 'absolute', visibility: 'hidden', background: '#9a3412', color: '#fff', font: '600 13px/16px system-ui,sans-serif',
      padding: '5px 9px', 'border-radius': '7px', 'white-space': 'nowrap', 'box-shadow': '0 0 0 1px #fffc',
    });
    layer.append(outline, caption);
    root.append(layer);
    document.documentElement.append(host);
    if (host.currentCSSZoom) style(layer, { zoom: String(1 / host.currentCSSZoom) });
    if (host.showPopover) host.showPopover();
    const spot = spotFor(box, seen.kept, seen.words, caption.offsetWidth, caption.offsetHeight);
    if (spot && words) {
      place(caption, spot);
      style(caption, { visibility: 'visible' });
    }
    const began = plain(anchor.getBoundingClientRect()), ends = new AbortController();
    const follow = () => {
      if (!host.isConnected) return ends.abort();
      const now = anchor.getBoundingClientRect();
      style(layer, {
        transform: `translate(${now.left - began.left}px, ${now.top - began.top}px)`, opacity: visiblePart(anchor) ? '1' : '0',
      });
    };
    for (const change of ['scroll', 'resize']) addEventListener(change, follow, { capture: true, passive: true, signal: ends.signal });
  };
  return { look, lookOutwards, draw, clear };
}
