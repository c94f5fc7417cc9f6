// A settings page with one control of a library between two plain boxes. The server alone keeps its state.
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";

export const OPTIONS = ["Everyone", "Friends", "Nobody"];
export const PAIRS = OPTIONS.map((each) => ({ value: each, label: each }));
const asked = new URLSearchParams(location.search);
const [kind, label] = [asked.get("kind"), asked.get("label")];
const state = `/state${location.search}`;
const QUESTION = "Who sees your posts";
const TEXT = kind === "menu" ? QUESTION : "Share usage data";

const idOf = (text) => text.toLowerCase().replaceAll(" ", "-");

// How a text is said to belong to a control: each takes a function that draws the control from its props.
const ARRANGEMENTS = {
  wrapped: (draw, text) => (
    <label>
      {text} {draw({})}
    </label>
  ),
  named: (draw, text) => draw({ "aria-label": text }),
  labelled: (draw, text) => (
    <div>
      <span id={idOf(text)}>{text}</span> {draw({ "aria-labelledby": idOf(text) })}
    </div>
  ),
  beside: (draw, text) => (
    <div style={{ display: "flex", gap: 20 }}>
      <div>
        <div>{text}</div>
        <small>What this is about.</small>
      </div>
      <div style={{ width: 220 }}>{draw({})}</div>
    </div>
  ),
};

async function save(value) {
  await fetch(state, { method: "POST", body: JSON.stringify(value) });
}

function Control({ library, start }) {
  const [value, setValue] = useState(start);
  const change = (next) => {
    setValue(next);
    save(next).catch(() => {});
  };
  const arrange = ARRANGEMENTS[label];
  if (kind !== "radio") return arrange((props) => library[kind](value, change, props), TEXT);
  return (
    <fieldset>
      <legend>{QUESTION}</legend>
      {library.radio(value, change, (option, draw) => (
        <div key={option}>{arrange(draw, option)}</div>
      ))}
    </fieldset>
  );
}

function Page({ library, start }) {
  const Around = library.around ?? (({ children }) => children);
  return (
    <Around>
      <h1>Settings</h1>
      <h2>Privacy</h2>
      <p>
        Backups <input type="checkbox" aria-label="Backups" />
      </p>
      <Control library={library} start={start} />
      <p>
        Sync <input type="checkbox" aria-label="Sync" />
      </p>
    </Around>
  );
}

// Draws a library's control: `switch`, `box`, `menu` from value, change, and props; `radio` from value, change,
// and a function that arranges each option; `around` is what the library wants around a page.
export async function show(library) {
  const start = await (await fetch(state)).json();
  createRoot(document.getElementById("root")).render(
    <StrictMode>
      <Page library={library} start={start} />
    </StrictMode>,
  );
}
