// Remember when the page last changed and what it still waits for, so that "it has finished" can be told from
// "not yet". Counts the page's own timers; changes nothing that they do.
import { MARKER } from "./selectors.js";

const TURN_MS = 40; // whatever was due before runs first
const SOON_MS = 20; // between two looks at a document that has not loaded yet
const CHANGE_MS = 250; // between two looks whether it has changed
const SHORTEST_MS = 100; // a timer that is shorter is over before anybody could look

/**
 * Watch this document from its beginning.
 *
 * `window.__offswitchQuiet()` tells what was seen; its `whenStill(atLeast, still, atMost)`, in
 * milliseconds, is a promise that tells whether the document has loaded and did not change for that long;
 * its `whenChanged(version, atMost)` one that is kept soon after the version has become another one, or
 * after that many milliseconds; and its `turn()` one that is kept when what was due by now has run.
 */
export function watchChanges() {
  if (window.__offswitchQuiet) return;
  const after = window.setTimeout.bind(window); // the page's own timers are counted, and it may replace them
  const changes = watchDocument();
  const timers = watchTimers();
  const workers = refuseServiceWorkers();
  const roots = watchShadowRoots();
  const frames = watchFrames();
  const shared = noteSharedWorkers();
  const events = watchEvents();
  const chosen = countChoices();
  const version = () => changes.count() + roots.count() + events.count() + chosen();
  const look = () => ({
    idle: changes.idle(),
    version: [performance.timeOrigin, version()],
    active: Math.min(roots.idle(), timers.active(), frames.active()),
    moving: isMoving(),
    ...timers.pending(),
    ...workers,
    shared,
  });
  look.whenStill = (atLeast, still, atMost) =>
    whenStill({ after, changes, atLeast, still, atMost });
  look.whenChanged = (seen, atMost) => whenChanged({ after, version, seen, atMost });
  look.turn = () => new Promise((resolve) => after(resolve, TURN_MS));
  Object.defineProperty(window, "__offswitchQuiet", { value: Object.freeze(look) });
}

function whenStill({ after, changes, atLeast, still, atMost }) {
  const end = performance.now() + atMost;
  return new Promise((resolve) => {
    const look = () => {
      const missing = still - 1000 * changes.idle();
      const complete = document.readyState === "complete";
      if (complete && missing <= 0) resolve(true);
      else if (performance.now() >= end) resolve(false);
      else after(look, Math.max(missing, SOON_MS));
    };
    after(look, atLeast);
  });
}

function whenChanged({ after, version, seen, atMost }) {
  const end = performance.now() + atMost;
  return new Promise((resolve) => {
    const look = () => {
      const left = end - performance.now();
      if (left <= 0 || version() !== seen) resolve(true);
      else after(look, Math.min(left, CHANGE_MS));
    };
    after(look, Math.min(atMost, CHANGE_MS));
  });
}

function seconds(ms) {
  return ms / 1000;
}

const EVENTS = ["scroll", "resize", "load", "transitionend", "animationend"]; // they move things

/** Tell how often something may have moved though no element has changed. */
function watchEvents() {
  let count = 0;
  const note = () => {
    count += 1;
  };
  for (const name of EVENTS) window.addEventListener(name, note, { capture: true, passive: true });
  return { count: () => count };
}

const CHOSEN = [":checked", ":indeterminate"];

/** Tell how often boxes and options were seen to be others than before: a script that checks one changes no element. */
function countChoices() {
  let last = [];
  let count = 0;
  return () => {
    const now = CHOSEN.flatMap((state) => [...document.querySelectorAll(state)]);
    if (now.length !== last.length || now.some((node, index) => node !== last[index])) count += 1;
    last = now;
    return count;
  };
}

const EVERYTHING = { subtree: true, childList: true, attributes: true, characterData: true };

/** Tell for how many seconds nothing has changed, and how often it has; our own marker does not count. */
function watchDocument() {
  let last = performance.now();
  let count = 0;
  const isOurs = (node) => node.nodeType === Node.ELEMENT_NODE && node.hasAttribute(MARKER);
  const isOurDoing = ({ type, addedNodes, removedNodes }) =>
    type === "childList" && [...addedNodes, ...removedNodes].every(isOurs);
  new MutationObserver((records) => {
    if (records.every(isOurDoing)) return;
    last = performance.now();
    count += 1;
  }).observe(document, EVERYTHING);
  return { idle: () => seconds(performance.now() - last), count: () => count };
}

/** Tell the same of the shadow roots that scripts have attached. */
function watchShadowRoots() {
  let last = performance.now();
  let count = 0;
  const note = () => {
    last = performance.now();
    count += 1;
  };
  const observer = new MutationObserver(note);
  Element.prototype.attachShadow = new Proxy(Element.prototype.attachShadow, {
    apply: (attach, host, args) => {
      const root = Reflect.apply(attach, host, args);
      if (!host.hasAttribute(MARKER)) {
        note();
        observer.observe(root, EVERYTHING);
      }
      return root;
    },
  });
  return { idle: () => seconds(performance.now() - last), count: () => count };
}

/** Tell for how many seconds the page has not asked to be called at the next frame, or when it is idle. */
function watchFrames() {
  let last = performance.now();
  for (const name of ["requestAnimationFrame", "requestIdleCallback"]) {
    replace(name, (request, self, args) => {
      last = performance.now();
      return Reflect.apply(request, self, args);
    });
  }
  return { active: () => seconds(performance.now() - last) };
}

/** Whether an animation that has an end is running: a page may go on when it is over. */
function isMoving() {
  const hasEnd = ({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime);
  return document.getAnimations().some((each) => each.playState === "running" && hasEnd(each));
}

/**
 * Tell in seconds: until each timer that was set for once; how often each repeating one comes; and for how
 * long none was set.
 */
function watchTimers() {
  const once = new Map();
  const repeating = new Map();
  let last = performance.now();
  const noting = (timers) => (set, self, args) => {
    last = performance.now();
    return noted(timers, set, self, args);
  };
  replace("setTimeout", noting(once));
  replace("setInterval", noting(repeating));
  for (const name of ["clearTimeout", "clearInterval"]) {
    replace(name, (clear, self, args) => {
      once.delete(args[0]);
      repeating.delete(args[0]);
      return Reflect.apply(clear, self, args);
    });
  }
  const pending = () => {
    const now = performance.now();
    for (const [id, { due }] of once) if (due < now - 50) once.delete(id);
    const waited = [...once.values()].filter(({ delay }) => delay >= SHORTEST_MS);
    return {
      timers: waited.map(({ due }) => seconds(due - now)),
      repeats: [...repeating.values()].map(({ delay }) => seconds(delay)),
    };
  };
  return { pending, active: () => seconds(performance.now() - last) };
}

function noted(timers, set, self, args) {
  const id = Reflect.apply(set, self, args);
  const delay = Number(args[1]) || 0;
  timers.set(id, { due: performance.now() + delay, delay });
  return id;
}

/** Put a function in place of one of the window's own, which is called with the window where it has no self. */
function replace(name, call) {
  window[name] = new Proxy(window[name], {
    apply: (original, self, args) => call(original, self === undefined ? window : self, args),
  });
}

/** Note the addresses of shared workers: nobody is told when their scripts have come. */
function noteSharedWorkers() {
  const addresses = [];
  if (!window.SharedWorker) return addresses;
  window.SharedWorker = new Proxy(window.SharedWorker, {
    construct: (original, args, made) => {
      const worker = Reflect.construct(original, args, made);
      addresses.push(new URL(args[0], document.baseURI).href);
      return worker;
    },
  });
  return addresses;
}

/**
 * Let no service worker in: its requests would pass by the guard.
 *
 * It is refused as a browser does that has none, since a page that is given nothing in its place
 * often stops. Returns what the page tried: to register a worker, to await one, which never comes.
 */
function refuseServiceWorkers() {
  const tried = { worker: false, awaitsWorker: false };
  if (!navigator.serviceWorker) return tried;
  const refuse = {
    value: () => {
      tried.worker = true;
      return Promise.reject(new DOMException("Service workers are turned off", "SecurityError"));
    },
  };
  const container = ServiceWorkerContainer.prototype;
  Object.defineProperty(container, "register", refuse);
  Object.defineProperty(navigator.serviceWorker, "register", refuse);
  const ready = Object.getOwnPropertyDescriptor(container, "ready").get;
  Object.defineProperty(container, "ready", {
    get() {
      tried.awaitsWorker = true;
      return ready.call(this);
    },
  });
  return tried;
}
