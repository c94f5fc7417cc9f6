// Find what can be scrolled downwards in this frame: the page itself, and every box that a person can see and that
// holds one of some words as a text of its own, or a control, or that stands nearest to one of those words: a list
// whose heading is outside. A list of something else, such as chats beside the settings, is none. Changes nothing.
(words) => {
  const CONTROL = 'input[type=checkbox],input[type=radio],[role=switch],[role=checkbox],[role=radio],select';
  const fold = (text) => text.replace(/[\u2018\u2019\u02bc]/g, "'").replace(/\s+/g, ' ').trim().toLowerCase();
  const wanted = new Set(words.map(fold));
  const childrenOf = (node) => (node.shadowRoot ? node.shadowRoot.childNodes : node.childNodes);
  const holds = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return wanted.has(fold(node.data));
    if (node.nodeType !== Node.ELEMENT_NODE) return false;
    return node.matches(CONTROL) || [...childrenOf(node)].some(holds);
  };
  const isScrolled = (node) => node.scrollHeight > node.clientHeight + 4 && node.clientHeight >= 40;
  const parentOf = (node) => node.assignedSlot || node.parentElement ||
    (node.getRootNode() instanceof ShadowRoot ? node.getRootNode().host : null);
  const found = [], boxes = [], spoken = [];
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE && wanted.has(fold(node.data))) spoken.push(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node !== document.body && isScrolled(node) && node.checkVisibility() &&
      /auto|scroll|overlay/.test(getComputedStyle(node).overflowY)) boxes.push(node);
    for (const child of childrenOf(node)) visit(child);
  };
  const around = (node) => {
    const chain = [];
    for (let outer = node; outer; outer = parentOf(outer)) chain.push(outer);
    return chain;
  };
  const chains = new Map();
  const nearest = (text) => {
    for (const outer of around(text)) {
      const here = boxes.filter((box) => box === outer || chains.get(box).includes(outer));
      if (here.length) return here;
    }
    return [];
  };
  const page = document.scrollingElement;
  const style = (node) => getComputedStyle(node).overflowY;
  if (page && isScrolled(page) && style(document.documentElement) !== 'hidden' && style(document.body) !== 'hidden') found.push(page);
  if (document.body) visit(document.body);
  for (const box of boxes) chains.set(box, around(box));
  const near = new Set(spoken.flatMap(nearest));
  found.push(...boxes.filter((box) => near.has(box) || holds(box)));
  return found;
}
