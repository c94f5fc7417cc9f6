// Look at one frame as a person would: its visible lines of text, headings, dialogs, rows and controls.
// Returns {facts, nodes, rows}: plain data, and the elements that `facts.controls[i]` and
// `facts.rows[i]` stand for. Changes nothing. Follows open shadow roots (the flat tree).
() => {
  const CONTROL = 'input[type=checkbox],input[type=radio],[role=switch],[role=checkbox],[role=radio],' +
    '[role=menuitemcheckbox],[role=menuitemradio],[aria-pressed],select,[role=combobox],[role=listbox]';
  const HEADING = 'h1,h2,h3,h4,h5,h6,[role=heading]';
  const DIALOG = 'dialog[open],[role=dialog],[role=alertdialog]';
  const REGION = DIALOG + ',[role=region],[role=group],[role=radiogroup],[role=tabpanel],section,fieldset,form';
  const ROW = 'a[href],button,[role=button],[role=link],[role=menuitem],[role=listitem][tabindex],summary';
  // Elements whose words are their own, also where they stand in one line with others.
  const OWN_WORDS = 'label,a,button,[role=button],[role=link],[role=tab],[role=radio],[role=checkbox],[role=switch]';
  const STATE_WORD = /^((on|off|yes|no|i|o|0|1|true|false|enabled|disabled)\b|[^\p{L}\p{N}]+)+$/iu;
  const OWN = '[data-offswitch-marker]';

  const clean = (text) => (text || '').replace(/\s+/g, ' ').trim();
  const parentOf = (node) => node.assignedSlot || node.parentElement ||
    (node.getRootNode() instanceof ShadowRoot ? node.getRootNode().host : null);
  const contains = (outer, inner) => {
    for (let node = inner; node; node = parentOf(node)) if (node === outer) return true;
    return false;
  };
  const childrenOf = (node) => {
    if (node.shadowRoot) return node.shadowRoot.childNodes;
    if (node.localName === 'slot') {
      const assigned = node.assignedNodes();
      return assigned.length ? assigned : node.childNodes;
    }
    return node.childNodes;
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

  // One walk over the flat tree; what hides an element is carried down.
  const lines = new Map(), found = [], headings = [], dialogs = [], rows = [];
  let order = 0;
  // A custom element that keeps role and state to itself (ElementInternals) and draws no control inside.
  const isCustom = (node) => node.localName.includes('-') && typeof node.checked === 'boolean' &&
    !(node.shadowRoot && node.shadowRoot.querySelector(CONTROL));
  const isBlock = (style) => style.display !== 'inline' && style.display !== 'contents';
  const addText = (node, block, state) => {
    if (!state.shown || state.opacity < 0.1 || !node.data.trim()) return;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) return;
    const line = lines.get(block.element) || { element: block.element, text: '', boxes: [], order: order++,
      hidden: state.ariaHidden, dialog: state.dialog };
    line.text += ' ' + node.data;
    line.boxes.push(box);
    lines.set(block.element, line);
  };
  const visit = (node, block, state) => {
    if (node.nodeType === Node.TEXT_NODE) return addText(node, block, state);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE'].includes(node.tagName) || node.matches(OWN)) return;
    const style = getComputedStyle(node);
    if (style.display === 'none' && !node.matches(CONTROL)) return;
    const box = node.getBoundingClientRect();
    const clipped = box.width <= 1 && box.height <= 1 && style.overflow !== 'visible';
    const rendered = state.rendered && style.display !== 'none';
    const visible = rendered && style.visibility === 'visible';
    const here = {
      rendered, visible, shown: visible && state.unclipped && !clipped, unclipped: state.unclipped && !clipped,
      outerOpacity: state.opacity, opacity: state.opacity * Number(style.opacity), dialog: state.dialog,
      ariaHidden: state.ariaHidden || node.getAttribute('aria-hidden') === 'true' || node.inert === true,
    };
    if (node.matches(DIALOG) && here.shown && here.opacity >= 0.1) {
      here.dialog = { element: node, index: dialogs.length };
      dialogs.push(here.dialog);
    }
    const mine = isBlock(style) || node.matches(OWN_WORDS) ? { element: node } : block;
    if (node.matches(CONTROL) || isCustom(node)) found.push({ node, order: order++, ...here });
    if (node.matches(HEADING)) headings.push({ node, order: order++, ...here });
    if (node.matches(ROW)) rows.push({ node, order: order++, ...here });
    for (const child of childrenOf(node)) visit(child, mine, here);
  };
  const start = { shown: true, unclipped: true, rendered: true, opacity: 1, ariaHidden: false, dialog: null };
  if (document.body) visit(document.body, { element: document.body }, start);

  const inView = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  const centre = (box) => [box.left + box.width / 2, box.top + box.height / 2];
  // The dialog that a pointer meets: later ones lie over earlier ones unless the pointer says otherwise.
  let top = null;
  for (const dialog of dialogs) {
    const [x, y] = centre(dialog.element.getBoundingClientRect());
    const under = inView(x, y) ? hit(x, y) : null;
    if (!under || contains(dialog.element, under)) top = dialog;
  }
  const covered = (element, boxes, dialog) => {
    for (const box of boxes) {
      const [x, y] = centre(box);
      if (!inView(x, y)) return Boolean(top) && top !== dialog && !(dialog && contains(top.element, dialog.element));
      const under = hit(x, y);
      if (under && (contains(element, under) || contains(under, element))) return false;
    }
    return true;
  };
  const visibleLines = [...lines.values()].filter((line) => clean(line.text)).map((line) => ({
    ...line, text: clean(line.text), covered: covered(line.element, line.boxes, line.dialog) }));
  const linesIn = (element, except) => visibleLines
    .filter((line) => contains(element, line.element) && !(except && contains(except, line.element)))
    .sort((a, b) => a.order - b.order);

  const byIds = (node, attribute) => clean((node.getAttribute(attribute) || '').split(/\s+/).filter(Boolean)
    .map((id) => node.getRootNode().getElementById ? node.getRootNode().getElementById(id) : null)
    .filter(Boolean).map((target) => target.textContent).join(' '));
  const labelElements = (node) => {
    const root = node.getRootNode();
    const labels = node.labels ? [...node.labels]
      : node.id && root.querySelectorAll ? [...root.querySelectorAll(`label[for="${CSS.escape(node.id)}"]`)] : [];
    for (let outer = parentOf(node); outer; outer = parentOf(outer)) {
      if (outer.labels && outer.labels.length) labels.push(...outer.labels);
      if (outer.localName === 'label' && !labels.includes(outer)) labels.push(outer);
    }
    return [...new Set(labels)];
  };
  const firstLine = (element, except) => {
    const all = linesIn(element, except);
    return all.length ? all[0].text : '';
  };

  // Nodes that are one control: an inner one inside an outer one, or two that share one label.
  const menus = 'select,[role=combobox],[role=listbox]';
  const labelled = (item) => labelElements(item.node).some((label) => linesIn(label).length > 0);
  const offPage = (box) => box.right + scrollX < 0 || box.bottom + scrollY < 0;
  const operable = (item) => !item.ariaHidden && item.outerOpacity >= 0.1 &&
    (labelled(item) || (item.visible && !offPage(item.node.getBoundingClientRect())));
  const usable = found.filter(operable);
  const controls = [];
  for (const item of usable) {
    const outer = controls.find((other) => contains(other.node, item.node) && !other.node.matches(menus));
    const wrapper = item.node.closest('label');
    const twin = wrapper && controls.find((other) => !other.node.matches(menus) && other.node.closest('label') === wrapper &&
      other.node.type !== 'radio');
    const same = outer || twin;
    if (same) same.peers.push(item.node);
    else controls.push({ ...item, peers: [item.node] });
  }
  const isSeen = (control) => control.peers.some((peer) => {
    const box = peer.getBoundingClientRect();
    return box.width >= 4 && box.height >= 4;
  }) || labelled(control) || rowOf(control) !== null;
  const controlCount = (element) => controls.filter((other) => contains(element, other.node)).length;
  const rowOf = (control) => {
    for (let element = parentOf(control.node); element && element !== document.body; element = parentOf(element)) {
      if (controlCount(element) > 1) return null;
      if (linesIn(element, control.node).some((line) => !STATE_WORD.test(line.text))) return element;
    }
    return null;
  };
  const headingText = (node) => clean(node.getAttribute('aria-label') || '') || firstLine(node) || clean(node.textContent);
  const levelOf = (node) => Number(node.getAttribute('aria-level')) || Number((/^H([1-6])$/.exec(node.tagName) || [])[1]) || 2;
  const headingChain = (control) => {
    const chain = [];
    let level = 99;
    const before = headings.filter((h) => h.order < control.order && h.shown && !h.ariaHidden && h.opacity >= 0.1 &&
      (!control.dialog || contains(control.dialog.element, h.node)));
    for (const heading of before.reverse()) {
      if (levelOf(heading.node) < level) { level = levelOf(heading.node); chain.push(headingText(heading.node)); }
    }
    for (let outer = parentOf(control.node); outer; outer = parentOf(outer)) {
      if (!outer.matches || !outer.matches(REGION)) continue;
      const legend = outer.localName === 'fieldset' ? [...outer.children].find((child) => child.localName === 'legend') : null;
      const name = clean(outer.getAttribute('aria-label') || '') || byIds(outer, 'aria-labelledby') ||
        (legend ? firstLine(legend) : '');
      if (name) chain.push(name);
    }
    return [...new Set(chain)];
  };
  const roleOf = (node) => node.getAttribute('role') || (isCustom(node) ? 'switch' : '') ||
    (node.localName === 'select' ? 'menu' : node.type === 'radio' ? 'radio' : node.type === 'checkbox' ? 'checkbox' : 'button');
  const kindOf = (node) => {
    const role = roleOf(node);
    if (['radio', 'menuitemradio'].includes(role) || node.type === 'radio') return 'radio';
    return ['menu', 'combobox', 'listbox'].includes(role) ? 'menu' : 'switch';
  };
  const nameOf = (control) => {
    for (const node of control.peers) {
      const name = byIds(node, 'aria-labelledby') || clean(node.getAttribute('aria-label') || '');
      if (name) return name;
    }
    const node = control.node;
    if (!node.matches('input,select,[role=combobox],[role=listbox]')) return clean(node.textContent);
    return clean(node.getAttribute('title') || '');
  };
  const ownLabel = (control) => {
    const node = control.peers.find((peer) => labelElements(peer).length);
    if (!node) return control.node.matches('input,select') ? '' : firstLine(control.node);
    for (const label of labelElements(node)) {
      if (controlCount(label) > 1) continue;
      const text = firstLine(label, node);
      if (text) return text;
    }
    return '';
  };
  // Every signal of the state, each in its own words.
  const signalsOf = (control) => {
    const signals = {};
    control.peers.forEach((node, index) => {
      const key = (name) => (index ? `${name}.${index + 1}` : name);
      const native = ['checkbox', 'radio'].includes(node.type) && node.localName === 'input' || isCustom(node);
      if (native) signals[key('checked')] = node.indeterminate ? 'mixed' : String(node.checked);
      for (const name of ['aria-checked', 'aria-pressed', 'aria-selected'])
        if (node.hasAttribute(name) && (name !== 'aria-selected' || !native)) signals[key(name)] = node.getAttribute(name);
      const role = node.getAttribute('role') || '';
      if (!native && ['checkbox', 'radio', 'menuitemcheckbox', 'menuitemradio'].includes(role))
        signals[key('tree')] = String(node.getAttribute('aria-checked') === 'true');
      if (node.localName === 'select')
        signals[key('selected')] = clean(node.selectedOptions.length ? node.selectedOptions[0].label : '');
      else if (kindOf(node) === 'menu')
        signals[key('shown')] = clean(node.value || node.textContent);
    });
    return signals;
  };
  const isDisabled = (control) => control.peers.some((node) => node.matches(':disabled')) ||
    control.peers.some((node) => { for (let n = node; n; n = parentOf(n)) if (n.getAttribute && n.getAttribute('aria-disabled') === 'true') return true; return false; });
  const isBusy = (control) => { for (let n = control.node; n; n = parentOf(n)) if (n.getAttribute && n.getAttribute('aria-busy') === 'true') return true; return false; };
  const keysOf = (node) => Object.fromEntries([...node.attributes]
    .filter((a) => a.name === 'id' || a.name === 'name' || a.name.startsWith('data-'))
    .map((a) => [a.name, a.value.slice(0, 120)]));

  // Where something hangs in the tree, as numbers from the root: two trails share what holds both.
  const numbers = new Map();
  const trailOf = (node) => {
    const trail = [];
    for (let outer = parentOf(node); outer; outer = parentOf(outer)) {
      if (!numbers.has(outer)) numbers.set(outer, numbers.size);
      trail.unshift(numbers.get(outer));
    }
    return trail;
  };
  const seen = controls.filter(isSeen);
  const described = seen.map((control) => {
    const row = rowOf(control);
    return {
      kind: kindOf(control.node), role: roleOf(control.node), name: nameOf(control), own: ownLabel(control),
      row: row ? linesIn(row, control.node).find((line) => !STATE_WORD.test(line.text)).text : '', headings: headingChain(control),
      keys: Object.assign({}, ...control.peers.map(keysOf)), signals: signalsOf(control),
      options: control.node.localName === 'select' ? [...control.node.options].map((o) => clean(o.label)) : [],
      disabled: isDisabled(control), busy: isBusy(control),
      layer: control.dialog ? control.dialog.index : -1, trail: trailOf(control.node),
    };
  });
  const rowText = (item) => clean(item.node.getAttribute('aria-label') || '') || firstLine(item.node);
  const seenRows = rows.filter((item) => item.shown && !item.ariaHidden && item.opacity >= 0.1 && rowText(item));
  // What a row is about: a row that only says "View" stands beside the words that tell.
  const subjectOf = (item) => {
    const others = (element) => seenRows.some((other) => other !== item && !contains(item.node, other.node) &&
      contains(element, other.node));
    if (!/^(view|see|see all|change|edit|manage|review|open|more|show|select|go|start)$/i.test(rowText(item))) return rowText(item);
    let subject = '';
    for (let element = parentOf(item.node); element && element !== document.body && !others(element);
      element = parentOf(element)) subject = firstLine(element) || subject;
    return subject || rowText(item);
  };
  const titleOf = (dialog) => {
    const node = dialog.element;
    const inside = headings.find((h) => contains(node, h.node));
    return clean(node.getAttribute('aria-label') || '') || byIds(node, 'aria-labelledby') ||
      (inside ? headingText(inside.node) : '');
  };
  const facts = {
    address: location.href,
    language: document.documentElement.lang || '',
    ready: document.readyState,
    lines: visibleLines.map(({ text, covered: over, dialog }) => ({ text, covered: over, layer: dialog ? dialog.index : -1 })),
    headings: headings.filter((h) => h.shown && h.opacity >= 0.1).map((h) => headingText(h.node)),
    dialogs: dialogs.map((dialog) => titleOf(dialog)),
    top: top ? top.index : -1,
    rows: seenRows.map((item) => ({ text: rowText(item), subject: subjectOf(item),
      lines: linesIn(item.node).map((line) => line.text), href: item.node.getAttribute('href') || '', headings: headingChain(item),
      layer: item.dialog ? item.dialog.index : -1, trail: trailOf(item.node) })),
    controls: described,
    alerts: [...document.querySelectorAll('[role=alert]')].map((n) => clean(n.textContent)).filter(Boolean),
  };
  return { facts, nodes: seen.map((control) => control.node), rows: seenRows.map((item) => item.node),
    top: top ? top.element : null };
}
