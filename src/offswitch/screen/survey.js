// Look at one frame as a person would: its visible lines of text, headings, dialogs, rows and controls.
// Returns {facts, nodes, rows, placeOf}: plain data as JSON, the elements that `facts.controls[i]` and `facts.rows[i]`
// stand for, and where an inner frame's element stands. Changes nothing. Follows open shadow roots (the flat tree).
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
  // Where each visited node begins and ends in the walk: what holds what, and what lies within, without climbing.
  const spans = new Map();
  let clock = 0;
  const contains = (outer, inner) => {
    const [a, b] = [spans.get(outer), spans.get(inner)];
    if (a && b) return a.begin <= b.begin && b.begin < a.end;
    for (let node = inner; node; node = parentOf(node)) if (node === outer) return true;
    return false;
  };
  const beginOf = (node) => spans.get(node).begin;
  // The part of a list, sorted by where its nodes begin, that lies within an element.
  const within = (element, sorted, nodeOf) => {
    const span = spans.get(element);
    if (!span) return [];
    const first = (bound) => {
      let [low, high] = [0, sorted.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (beginOf(nodeOf(sorted[middle])) < bound) low = middle + 1; else high = middle;
      }
      return low;
    };
    return sorted.slice(first(span.begin), first(span.end));
  };
  const once = (compute) => {
    const known = new Map();
    return (key) => {
      if (!known.has(key)) known.set(key, compute(key));
      return known.get(key);
    };
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
  const lines = [], found = [], headings = [], dialogs = [], rows = [];
  // A custom element that keeps role and state to itself (ElementInternals) and draws no control inside.
  const isCustom = (node) => node.localName.includes('-') && typeof node.checked === 'boolean' &&
    !(node.shadowRoot && node.shadowRoot.querySelector(CONTROL));
  const isBlock = (style) => style.display !== 'inline' && style.display !== 'contents';
  // Left of the page, where nobody can scroll to: words for those who listen.
  const isOffPage = (box) => box.width > 0 && box.right + scrollX < 0;
  const addText = (node, block, state) => {
    if (!state.shown || state.opacity < 0.1 || !node.data.trim()) return;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || isOffPage(box)) return;
    if (!block.line) {
      block.line = { element: block.element, text: '', silent: '', boxes: [], order: clock++, dialog: state.dialog };
      lines.push(block.line);
    }
    // An icon font's letters are drawn as a picture, and hidden from who listens.
    block.line[state.ariaHidden ? 'silent' : 'text'] += ' ' + node.data;
    block.line.boxes.push(box);
  };
  const visit = (node, block, state) => {
    if (node.nodeType === Node.TEXT_NODE) return addText(node, block, state);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE'].includes(node.tagName) || node.matches(OWN)) return;
    const style = getComputedStyle(node);
    if (style.display === 'none' && !node.matches(CONTROL)) return;
    const span = { begin: clock++, end: Infinity };
    spans.set(node, span);
    const box = node.getBoundingClientRect();
    const clipped = box.width <= 1 && box.height <= 1 && style.overflow !== 'visible';
    const rendered = state.rendered && style.display !== 'none';
    const visible = rendered && style.visibility === 'visible';
    const here = {
      rendered, visible, shown: visible && state.unclipped && !clipped && !isOffPage(box), unclipped: state.unclipped && !clipped,
      outerOpacity: state.opacity, opacity: state.opacity * Number(style.opacity), dialog: state.dialog,
      ariaHidden: state.ariaHidden || node.getAttribute('aria-hidden') === 'true' || node.inert === true,
    };
    if (node.matches(DIALOG) && here.shown && here.opacity >= 0.1) {
      here.dialog = { element: node, index: dialogs.length };
      dialogs.push(here.dialog);
    }
    const mine = isBlock(style) || node.matches(OWN_WORDS) ? { element: node } : block;
    if (isBlock(style)) block.line = null; // what comes after it stands in another line
    if (node.matches(CONTROL) || isCustom(node)) found.push({ node, ...here });
    if (node.matches(HEADING)) headings.push({ node, ...here });
    if (node.matches(ROW)) rows.push({ node, ...here });
    for (const child of childrenOf(node)) visit(child, mine, here);
    if (isBlock(style)) block.line = null;
    span.end = clock;
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
  const visibleLines = lines.map((line) => ({ ...line, text: clean(line.text),
    silent: clean(line.silent) })).filter((line) => line.text || line.silent)
    .map((line) => ({ ...line, covered: covered(line.element, line.boxes, line.dialog) }));
  // What a person would say of a line; one that nobody would say is no label.
  const spokenLines = visibleLines.filter((line) => line.text)
    .sort((a, b) => beginOf(a.element) - beginOf(b.element));
  const linesIn = (element, except) => within(element, spokenLines, (line) => line.element)
    .filter((line) => !(except && contains(except, line.element))).sort((a, b) => a.order - b.order);
  const spoken = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute('aria-hidden') === 'true') return '';
    return [...node.childNodes].map(spoken).join('');
  };

  const byIds = (node, attribute) => clean((node.getAttribute(attribute) || '').split(/\s+/).filter(Boolean)
    .map((id) => node.getRootNode().getElementById ? node.getRootNode().getElementById(id) : null)
    .filter(Boolean).map((target) => spoken(target) || target.textContent).join(' '));
  // Each root's labels, by the control and by the id that they are for.
  const labelsIn = once((root) => {
    const [byControl, byId] = [new Map(), new Map()];
    const put = (map, key, label) => map.set(key, [...(map.get(key) || []), label]);
    for (const label of root.querySelectorAll ? root.querySelectorAll('label') : []) {
      if (label.control) put(byControl, label.control, label);
      if (label.htmlFor) put(byId, label.htmlFor, label);
    }
    return { byControl, byId };
  });
  const labelElements = once((node) => {
    const { byControl, byId } = labelsIn(node.getRootNode());
    const labels = [...(byControl.get(node) || (!node.labels && node.id && byId.get(node.id)) || [])];
    for (let outer = parentOf(node); outer; outer = parentOf(outer)) {
      labels.push(...(labelsIn(outer.getRootNode()).byControl.get(outer) || []));
      if (outer.localName === 'label') labels.push(outer);
    }
    return [...new Set(labels)];
  });
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
  const controlAt = new Map(), controlUnder = new Map();
  const outerOf = (node) => {
    for (let outer = node; outer; outer = parentOf(outer))
      if (controlAt.has(outer) && !outer.matches(menus)) return controlAt.get(outer);
    return null;
  };
  for (const item of usable) {
    const wrapper = item.node.closest('label');
    const same = outerOf(item.node) || (wrapper && controlUnder.get(wrapper));
    if (same) {
      same.peers.push(item.node);
      continue;
    }
    const control = { ...item, peers: [item.node] };
    controls.push(control);
    controlAt.set(item.node, control);
    if (wrapper && !item.node.matches(menus) && item.node.type !== 'radio') controlUnder.set(wrapper, control);
  }
  const isSeen = (control) => control.peers.some((peer) => {
    const box = peer.getBoundingClientRect();
    return box.width >= 4 && box.height >= 4;
  }) || labelled(control) || rowOf(control) !== null;
  const controlsIn = (element) => within(element, controls, (control) => control.node);
  const rowOf = once((control) => {
    for (let element = parentOf(control.node); element && element !== document.body; element = parentOf(element)) {
      if (controlsIn(element).length > 1) return null;
      if (linesIn(element, control.node).some((line) => !STATE_WORD.test(line.text))) return element;
    }
    return null;
  });
  const headingText = once((node) => clean(node.getAttribute('aria-label') || '') || firstLine(node) ||
    clean(node.textContent));
  const levelOf = (node) => Number(node.getAttribute('aria-level')) || Number((/^H([1-6])$/.exec(node.tagName) || [])[1]) || 2;
  const legendOf = (node) => {
    const legend = node.localName === 'fieldset' && [...node.children].find((child) => child.localName === 'legend');
    return legend ? firstLine(legend) : '';
  };
  const nameOfRegion = once((node) => clean(node.getAttribute('aria-label') || '') ||
    byIds(node, 'aria-labelledby') || legendOf(node));
  const headingChain = (control) => {
    const chain = control.question ? [control.question] : [];
    let level = 99;
    const before = headings.filter((h) => beginOf(h.node) < beginOf(control.node) && h.shown && !h.ariaHidden && h.opacity >= 0.1 &&
      (!control.dialog || contains(control.dialog.element, h.node)));
    for (const heading of before.reverse()) {
      if (levelOf(heading.node) < level) { level = levelOf(heading.node); chain.push(headingText(heading.node)); }
    }
    for (let outer = parentOf(control.node); outer; outer = parentOf(outer)) {
      const name = outer.matches && outer.matches(REGION) ? nameOfRegion(outer) : '';
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
    if (!node.matches('input,select,[role=combobox],[role=listbox]')) return clean(spoken(node));
    return clean(node.getAttribute('title') || '');
  };
  const ownLabel = (control) => {
    const node = control.peers.find((peer) => labelElements(peer).length);
    if (!node) return control.node.matches('input,select') ? '' : firstLine(control.node);
    for (const label of labelElements(node)) {
      if (controlsIn(label).length > 1) continue;
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
        signals[key('tree')] = node.hasAttribute('aria-checked') ?
          String(node.getAttribute('aria-checked') === 'true') : 'missing';
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

  // What a selector file may declare as the state: classes, nearest first, and attributes.
  const classesOf = (control) => {
    const around = [...control.peers];
    for (let element = parentOf(control.node); element && element !== document.body &&
      controlsIn(element).length < 2; element = parentOf(element)) around.push(element);
    return [...new Set(around.flatMap((node) => [...node.classList]))];
  };
  const TELLING = /^(data-.*|aria-.*|checked|selected|value)$/;
  const attributesOf = (node) => Object.fromEntries([...node.attributes].filter((a) => TELLING.test(a.name))
    .map((a) => [a.name, a.value.slice(0, 120)]));

  // The question that a group of radios answers: a legend, or the plain words above them.
  const labelLines = new Set(controls.flatMap((control) => [control.node, ...labelElements(control.node), rowOf(control)]
    .filter(Boolean).flatMap((element) => linesIn(element))));
  const looseLines = spokenLines.filter((line) => !labelLines.has(line) && !STATE_WORD.test(line.text));
  const groupOf = (control, inside) => {
    const { name, form } = control.node;
    const radios = inside.filter((other) => kindOf(other.node) === 'radio');
    if (name) return radios.filter((other) => other.node.name === name && other.node.form === form);
    const set = control.node.closest('[role=radiogroup]');
    const near = radios.filter((other) => !other.node.name && other.node.closest('[role=radiogroup]') === set);
    if (set) return near;
    // Nothing holds them together: words between them begin another group.
    let group = [];
    for (const other of near) {
      const last = group[group.length - 1];
      const parted = last && looseLines.some((line) => beginOf(line.element) > beginOf(last.node) &&
        beginOf(line.element) < beginOf(other.node));
      if (parted && group.includes(control)) break;
      if (parted) group = [];
      group.push(other);
    }
    return group;
  };
  const sizeOf = (line) => parseFloat(getComputedStyle(line.element).fontSize);
  // Of the lines above, the nearest one that does not merely explain another.
  const asked = (above) => {
    const largest = Math.max(...above.map(sizeOf));
    const explains = (line) => /[.!\u3002\uff01]$/.test(line.text) || line.text.length > 100 || sizeOf(line) < largest;
    const question = [...above].reverse().find((line) => !explains(line)) || above[above.length - 1];
    return question ? question.text : '';
  };
  // The lines of an element directly above a group: nothing that can be operated, and no heading, stands between.
  const linesAbove = (element, group) => {
    const first = beginOf(group[0].node);
    const ends = [...controls, ...rows, ...headings].filter((other) => !group.includes(other))
      .map((other) => spans.get(other.node).end).filter((end) => end <= first);
    const last = Math.max(-1, ...ends);
    return within(element, looseLines, (line) => line.element)
      .filter((line) => beginOf(line.element) < first && beginOf(line.element) >= last);
  };
  const questionOf = (control) => {
    for (let element = parentOf(control.node); element && spans.has(element); element = parentOf(element)) {
      const inside = controlsIn(element);
      const group = groupOf(control, inside);
      const alone = group.length === inside.length;
      const named = alone && element.matches('fieldset,[role=radiogroup],[role=group]');
      const legend = named ? byIds(element, 'aria-labelledby') || legendOf(element) : '';
      if (legend) return legend;
      const above = linesAbove(element, group);
      if (above.length) return asked(above);
      const name = named ? nameOfRegion(element) : '';
      if (name || !alone) return name;
    }
    return '';
  };

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
  for (const control of seen) control.question = kindOf(control.node) === 'radio' ? questionOf(control) : '';
  const described = seen.map((control) => {
    const row = rowOf(control);
    return {
      kind: kindOf(control.node), role: roleOf(control.node), name: nameOf(control), own: ownLabel(control),
      row: row ? linesIn(row, control.node).find((line) => !STATE_WORD.test(line.text)).text : '', headings: headingChain(control),
      question: control.question, keys: Object.assign({}, ...control.peers.map(keysOf)), signals: signalsOf(control),
      classes: classesOf(control), attributes: Object.assign({}, ...control.peers.map(attributesOf).reverse()),
      options: control.node.localName === 'select' ? [...control.node.options].map((o) => clean(o.label)) : [],
      disabled: isDisabled(control), busy: isBusy(control),
      layer: control.dialog ? control.dialog.index : -1, trail: trailOf(control.node),
    };
  });
  const rowText = (item) => clean(item.node.getAttribute('aria-label') || '') || firstLine(item.node);
  const seenRows = rows.filter((item) => item.shown && !item.ariaHidden && item.opacity >= 0.1 && rowText(item));
  // What a row is about: a row that only says "View" stands beside the words that tell.
  const subjectOf = (item) => {
    const count = (element) => within(element, seenRows, (row) => row.node).length;
    const mine = count(item.node);
    const others = (element) => count(element) > mine;
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
    lines: visibleLines.flatMap(({ text, silent, covered: over, dialog }) => [text, silent].filter(Boolean)
      .map((words) => ({ text: words, covered: over, layer: dialog ? dialog.index : -1 }))),
    headings: headings.filter((h) => h.shown && h.opacity >= 0.1).map((h) => headingText(h.node)),
    dialogs: dialogs.map((dialog) => titleOf(dialog)),
    top: top ? top.index : -1,
    rows: seenRows.map((item) => ({ text: rowText(item), subject: subjectOf(item),
      lines: linesIn(item.node).map((line) => line.text), href: item.node.getAttribute('href') || '', headings: headingChain(item),
      layer: item.dialog ? item.dialog.index : -1, trail: trailOf(item.node) })),
    controls: described,
    alerts: [...document.querySelectorAll('[role=alert]')].map((n) => clean(n.textContent)).filter(Boolean),
  };
  // Where the element of an inner frame stands: what it belongs to, and whether a dialog lies over it.
  const placeOf = (node) => {
    const dialog = [...dialogs].reverse().find((each) => contains(each.element, node)) || null;
    return { layer: dialog ? dialog.index : -1, trail: trailOf(node), beneath: Boolean(top) && !contains(top.element, node),
      headings: spans.has(node) ? headingChain({ node, dialog }) : [] };
  };
  return { facts: JSON.stringify(facts), nodes: seen.map((control) => control.node), rows: seenRows.map((item) => item.node), placeOf };
}
