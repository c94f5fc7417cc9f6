// Remember when the page last changed and what it still waits for, so that "it has finished" can be
// told from "not yet". Counts the page's own timers; changes nothing that they do.
(() => {
  if (window.__offswitchQuiet) return;
  const state = { last: performance.now(), worker: false, awaitsWorker: false };
  const once = new Map(), repeating = new Map();
  const now = () => performance.now();
  const watch = (name, timers, drop) => {
    window[name] = new Proxy(window[name], { apply(set, self, args) {
      const id = Reflect.apply(set, self === undefined ? window : self, args);
      timers.set(id, { due: now() + (Number(args[1]) || 0), delay: Number(args[1]) || 0 });
      return id;
    } });
    window[drop] = new Proxy(window[drop], { apply(clear, self, args) {
      once.delete(args[0]);
      repeating.delete(args[0]);
      return Reflect.apply(clear, self === undefined ? window : self, args);
    } });
  };
  watch('setTimeout', once, 'clearTimeout');
  watch('setInterval', repeating, 'clearInterval');
  // No service worker here: its requests would pass by the guard. It is refused as a browser does that has
  // none, since a page that is given nothing in its place often stops.
  if (navigator.serviceWorker) {
    const refuse = { value: () => {
      state.worker = true;
      return Promise.reject(new DOMException('Service workers are turned off', 'SecurityError'));
    } };
    Object.defineProperty(ServiceWorkerContainer.prototype, 'register', refuse);
    Object.defineProperty(navigator.serviceWorker, 'register', refuse);
    const container = ServiceWorkerContainer.prototype;
    const ready = Object.getOwnPropertyDescriptor(container, 'ready').get;
    Object.defineProperty(container, 'ready', { get() {
      state.awaitsWorker = true; // which never comes
      return ready.call(this);
    } });
  }
  // In seconds: since the last change; until each timer that was set once; the shortest repeating one.
  const seconds = (ms) => ms / 1000;
  const look = () => {
    for (const [id, { due }] of once) if (due < now() - 50) once.delete(id);
    return {
      idle: seconds(now() - state.last),
      timers: [...once.values()].filter(({ delay }) => delay >= 100).map(({ due }) => seconds(due - now())),
      repeats: [...repeating.values()].map(({ delay }) => seconds(delay)),
      worker: state.worker,
      awaitsWorker: state.awaitsWorker,
    };
  };
  Object.defineProperty(window, '__offswitchQuiet', { value: look });
  const ours = (node) => node.nodeType === 1 && node.hasAttribute('data-offswitch-marker');
  new MutationObserver((records) => {
    const theirs = records.some((record) => !(record.type === 'childList' &&
      [...record.addedNodes, ...record.removedNodes].every(ours)));
    if (theirs) state.last = now();
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
})();
