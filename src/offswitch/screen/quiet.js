// Remember when the page last changed, so that "it has finished" can be told from "not yet".
(() => {
  if (window.__offswitchQuiet) return;
  const state = { last: performance.now() };
  Object.defineProperty(window, '__offswitchQuiet', { value: () => performance.now() - state.last });
  const ours = (node) => node.nodeType === 1 && node.hasAttribute('data-offswitch-marker');
  new MutationObserver((records) => {
    const theirs = records.some((record) => !(record.type === 'childList' &&
      [...record.addedNodes, ...record.removedNodes].every(ours)));
    if (theirs) state.last = performance.now();
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
})();
