// The drawn options of a page, and which of them are a menu's own. Follows open shadow roots.
(() => {
  const parentOf = (n) => n.assignedSlot || n.parentElement ||
    (n.getRootNode() instanceof ShadowRoot ? n.getRootNode().host : null);
  const contains = (outer, inner) => {
    for (let node = inner; node; node = parentOf(node)) if (node === outer) return true;
    return false;
  };
  const all = (root) => [...root.querySelectorAll('*')].flatMap((n) => n.shadowRoot ? [n, ...all(n.shadowRoot)] : [n]);
  const isShown = (n) => {
    const box = n.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && n.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const isOff = (n) => n.closest('[aria-disabled=true]') !== null;
  const options = () => all(document).filter((n) => n.matches('[role=option]') && isShown(n));
  const listOf = (n) => {
    for (let outer = parentOf(n); outer; outer = parentOf(outer)) if (outer.matches('[role=listbox],[role=menu]')) return outer;
    return parentOf(n);
  };
  // The lists that a menu, or a field in it, says are its own; those that it holds are as well.
  const own = (menu) => [menu, ...all(menu)].flatMap((n) => ['aria-controls', 'aria-owns']
    .flatMap((name) => (n.getAttribute(name) || '').split(/\s+/).filter(Boolean))
    .map((id) => n.getRootNode().getElementById?.(id) || document.getElementById(id))).filter(Boolean);
  // A list that another menu says is its own is not this one's.
  const isAnothers = (menu, option) => all(document).some((n) => n.matches('[role=combobox],[aria-haspopup]') &&
    n !== menu && !contains(menu, n) && !contains(n, menu) && own(n).some((list) => contains(list, option)));
  const declared = (menu) => {
    const lists = [menu, ...own(menu)];
    return options().filter((option) => lists.some((list) => contains(list, option)));
  };
  return {
    shown: () => options(),
    isOpen: (menu) => [menu, ...all(menu)].some((n) => n.getAttribute('aria-expanded') === 'true') ||
      declared(menu).length > 0,
    // Without a word of its own: what was not shown before; of a menu that was open, the only list there is.
    opened: (menu, before) => {
      let found = declared(menu);
      if (!found.length) {
        found = options().filter((option) => (!before || !before.includes(option)) && !isAnothers(menu, option));
        if (new Set(found.map(listOf)).size > 1) found = [];
      }
      return found.filter((option) => !isOff(option));
    },
  };
})()
