// What would a pointer press besides what the plan names, if it pressed this element?
// Returns {words, controls}: what a person reads on it, and which controls with a state it would operate.
(node) => {
  const STATEFUL = 'input[type=checkbox],input[type=radio],[role=checkbox],[role=radio],[role=switch],' +
    '[role=menuitemcheckbox],[role=menuitemradio],[aria-pressed],[aria-checked],select,[role=combobox]';
  const BUTTON = 'button,[role=button],input[type=button],input[type=submit],input[type=image],[role=option]';
  const PRESSED = BUTTON + ',a[href],[role=link],[role=menuitem],[role=tab],summary';
  const clean = (text) => (text || '').replace(/[^\S\n]+/g, ' ').trim();
  const parentOf = (n) => n.assignedSlot || n.parentElement ||
    (n.getRootNode() instanceof ShadowRoot ? n.getRootNode().host : null);
  const outwards = (n) => {
    const chain = [];
    for (let outer = n; outer; outer = parentOf(outer)) chain.push(outer);
    return chain;
  };
  const inside = (n) => {
    const found = [...n.querySelectorAll('*')];
    if (n.shadowRoot) found.push(...n.shadowRoot.querySelectorAll('*'));
    return [...found, ...found.filter((each) => each.shadowRoot).flatMap((each) => inside(each.shadowRoot))];
  };
  const LONGEST = 120;

  const chain = outwards(node);
  const pressed = chain.find((each) => each.matches(PRESSED)) || node;
  const named = (each) => [each.getAttribute('aria-label'), each.getAttribute('title'), each.getAttribute('alt'),
    each.matches('input') ? each.value : '',
    ...(each.getAttribute('aria-labelledby') || '').split(/\s+/).filter(Boolean)
      .map((id) => each.getRootNode().getElementById(id)).filter(Boolean).map((target) => target.textContent)];
  const shown = (each) => {
    const inner = each.shadowRoot ? [...each.shadowRoot.children].map((child) => child.innerText).join('\n') : '';
    const text = clean([each.innerText, inner].filter(Boolean).join('\n'));
    return each.matches(BUTTON) && text.length <= LONGEST ? text : text.split('\n')[0];
  };
  const pictures = inside(pressed).filter((each) => each.matches('img[alt],svg[aria-label],[role=img][aria-label]'));
  const words = [...named(node), ...named(pressed), ...pictures.flatMap(named), shown(node), shown(pressed)];

  // A label passes a click on to its control, unless a link or a button in it takes the click.
  const own = chain.slice(0, chain.findIndex((each) => each.matches('a[href],button,input')) + 1 || undefined);
  const labelled = own.filter((each) => each.localName === 'label').map((label) => label.control).filter(Boolean);
  // Where no link or button takes the click, all that shows a hand as one may be one thing to press.
  const hand = (each) => getComputedStyle(each).cursor === 'pointer';
  const end = chain.findIndex((each) => !hand(each));
  const area = pressed === node && !node.matches(PRESSED) && end > 0 ? chain[end - 1] : node;
  const controls = [...chain, ...labelled, ...inside(node), ...inside(pressed), ...inside(area)]
    .filter((each) => each.matches(STATEFUL)).map((each) => each.getAttribute('role') || each.type || each.localName);
  return { words: words.map(clean).filter(Boolean), controls };
}
