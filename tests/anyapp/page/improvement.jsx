// Saved with a button (MUI, and a second button for small screens), saved when a dialog closes (Shoelace).
import "@shoelace-style/shoelace/dist/components/button/button.js";
import "@shoelace-style/shoelace/dist/components/checkbox/checkbox.js";
import "@shoelace-style/shoelace/dist/components/dialog/dialog.js";
import Switch from "@mui/material/Switch";
import { useRef } from "react";
import { Row, Section, Split } from "./layout.jsx";
import { useDraft } from "./store.js";

function VoiceRecordings() {
  const draft = useDraft("voice_recordings");
  const dialog = useRef(null);
  return (
    <Split title="Voice" note="What happens with what you dictate.">
      <sl-button onClick={() => dialog.current.show()}>Voice settings</sl-button>
      <sl-dialog ref={dialog} label="Voice settings" onsl-after-hide={draft.commit}>
        <sl-checkbox checked={draft.value} onsl-change={(event) => draft.change(event.target.checked)}>
          Keep my voice recordings
        </sl-checkbox>
        <sl-button slot="footer" variant="primary" onClick={() => dialog.current.hide()}>Done</sl-button>
      </sl-dialog>
    </Split>
  );
}

function SaveButton({ className, dirty }) {
  return (
    <div className={`app-actions ${className}`}>
      <button className="btn btn-primary" type="submit" disabled={!dirty}>Save changes</button>
    </div>
  );
}

function ContentTraining() {
  const draft = useDraft("content_training");
  const submitted = (event) => {
    event.preventDefault();
    draft.commit();
  };
  return (
    <form onSubmit={submitted}>
      <SaveButton className="app-small-screen" dirty={draft.dirty} />
      <Row note="People may read samples of it.">
        <div className="app-split">
          <span className="app-title" id="content-training-title">Use my content to improve Fernblick</span>
          <Switch edge="end" checked={draft.value} onChange={(event) => draft.change(event.target.checked)}
            slotProps={{ input: { "aria-labelledby": "content-training-title" } }} />
        </div>
      </Row>
      <SaveButton className="app-wide-screen" dirty={draft.dirty} />
    </form>
  );
}

export function Improvement() {
  return (
    <Section id="improvement" title="Data and improvement">
      <VoiceRecordings />
      <ContentTraining />
    </Section>
  );
}
