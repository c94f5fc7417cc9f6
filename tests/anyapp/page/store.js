// The settings as the server has them. Nothing is kept in the browser.
import { useState } from "react";

let settings = {};
let announce = () => {};

export async function load() {
  const answer = await fetch("/api/state");
  settings = await answer.json();
}

export function onStatus(listener) {
  announce = listener;
}

export async function save(key, value) {
  announce("Saving…");
  const answer = await fetch("/api/state", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ key, value }),
  });
  announce(answer.ok ? "All changes saved" : "Could not save");
}

export const loaded = (key) => settings[key];

// A setting that is saved the moment it is changed.
export function useSaved(key) {
  const [value, setValue] = useState(loaded(key));
  const change = (next) => {
    setValue(next);
    save(key, next);
  };
  return [value, change];
}

// A setting that is saved by something else than its control.
export function useDraft(key) {
  const [draft, setDraft] = useState({ value: loaded(key), saved: loaded(key) });
  const change = (value) => setDraft((old) => ({ ...old, value }));
  const commit = () => {
    if (draft.value === draft.saved) return;
    setDraft({ value: draft.value, saved: draft.value });
    save(key, draft.value);
  };
  return { value: draft.value, dirty: draft.value !== draft.saved, change, commit };
}
