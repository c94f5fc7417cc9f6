// What a frame says without drawing it as text: the names, titles and other words of what a person can see.
() => {
  const SAID = ['aria-label', 'aria-description', 'title', 'alt', 'placeholder', 'label'];
  const found = [];
  const visit = (root) => {
    for (const node of root.querySelectorAll('*')) {
      if (node.shadowRoot) visit(node.shadowRoot);
      if (node.matches('[data-offswitch-marker]')) continue;
      const said = SAID.map((name) => node.getAttribute(name)).filter(Boolean);
      if (node.matches('input[type=button],input[type=submit],input[type=reset]')) said.push(node.value);
      if (!said.length || !node.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true })) continue;
      const box = node.getBoundingClientRect();
      if (box.width >= 2 && box.height >= 2) found.push(...said);
    }
  };
  visit(document);
  return found;
}
