// Bootstrap (native radio buttons, native select), Shoelace radio group, Fluent switch (no ARIA attribute).
import "@fluentui/web-components/field/define.js";
import "@fluentui/web-components/switch/define.js";
import "@shoelace-style/shoelace/dist/components/radio-group/radio-group.js";
import "@shoelace-style/shoelace/dist/components/radio/radio.js";
import { webLightTheme } from "@fluentui/tokens";
import { setTheme } from "@fluentui/web-components/theme/set-theme.js";
import { Row, Section } from "./layout.jsx";
import { loaded, save, useSaved } from "./store.js";

setTheme(webLightTheme);

const AUDIENCES = [["everyone", "Everyone"], ["contacts", "My contacts"], ["nobody", "Only me"]];
const VIEWERS = [["everyone", "Everyone"], ["contacts", "My contacts"], ["nobody", "Nobody"]];
const TAGGERS = [["everyone", "Anyone"], ["friends", "Friends"], ["nobody", "No one"]];

function ProfileVisibility() {
  const [value, change] = useSaved("profile_visibility");
  return (
    <Row>
      <fieldset>
        <legend className="app-title">Who can see your profile</legend>
        {AUDIENCES.map(([name, text]) => (
          <div className="form-check" key={name}>
            <input className="form-check-input" type="radio" name="profile" value={name}
              id={`profile-${name}`} checked={value === name} onChange={() => change(name)} />
            <label className="form-check-label" htmlFor={`profile-${name}`}>{text}</label>
          </div>
        ))}
      </fieldset>
    </Row>
  );
}

function OnlineStatus() {
  return (
    <Row>
      <sl-radio-group label="Who can see when you are online" value={loaded("online_status")}
        onsl-change={(event) => save("online_status", event.target.value)}>
        {VIEWERS.map(([name, text]) => <sl-radio key={name} value={name}>{text}</sl-radio>)}
      </sl-radio-group>
    </Row>
  );
}

function PhotoTagging() {
  const [value, change] = useSaved("photo_tagging");
  return (
    <Row>
      <label className="form-label" htmlFor="photo-tagging">Who can tag you in photos</label>
      <select className="form-select" id="photo-tagging" value={value}
        onChange={(event) => change(event.target.value)}>
        {TAGGERS.map(([name, text]) => <option key={name} value={name}>{text}</option>)}
      </select>
    </Row>
  );
}

function ContactUpload() {
  const changed = (event) => save("contact_upload", event.target.checked);
  return (
    <Row note="Your address book is compared with other members.">
      <fluent-field label-position="after">
        <label slot="label" htmlFor="contact-upload">Upload my address book</label>
        <fluent-switch slot="input" id="contact-upload" checked={loaded("contact_upload")}
          onchange={changed} />
      </fluent-field>
    </Row>
  );
}

export function Sharing() {
  return (
    <Section id="sharing" title="Sharing">
      <ProfileVisibility />
      <OnlineStatus />
      <PhotoTagging />
      <ContactUpload />
    </Section>
  );
}
