// The page around the controls.
import { useEffect, useState } from "react";
import { onStatus } from "./store.js";

export function Section({ id, title, children }) {
  return (
    <section className="app-section" id={id}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

export function Row({ note, className = "", children }) {
  return (
    <div className={`app-row ${className}`}>
      {children}
      {note && <p className="app-note">{note}</p>}
    </div>
  );
}

// Text on the left, the control on the right, and no tie between the two.
export function Split({ title, titleId, note, children }) {
  return (
    <div className="app-row app-split">
      <div>
        <div className="app-title" id={titleId}>{title}</div>
        {note && <p className="app-note">{note}</p>}
      </div>
      {children}
    </div>
  );
}

export function TopBar() {
  const [status, setStatus] = useState("");
  useEffect(() => onStatus(setStatus), []);
  return (
    <header className="app-bar">
      <span className="app-brand">Fernblick</span>
      <span className="app-status" role="status">{status}</span>
      <span className="app-avatar" aria-hidden="true">AK</span>
    </header>
  );
}

export function SideNav({ sections }) {
  return (
    <nav className="app-nav" aria-label="Settings sections">
      {sections.map(([id, title]) => <a key={id} href={`#${id}`}>{title}</a>)}
    </nav>
  );
}
