// React Aria (1×1 input in its label), Materialize (0×0 input, text beside it), Bootstrap, Material Web.
import "@material/web/button/text-button.js";
import "@material/web/dialog/dialog.js";
import "@material/web/switch/switch.js";
import { useRef, useState } from "react";
import { Switch } from "react-aria-components";
import { Row, Section, Split } from "./layout.jsx";
import { loaded, save, useSaved } from "./store.js";

function UsageStatistics() {
  const [on, change] = useSaved("share_usage");
  return (
    <Row note="How often you open Fernblick and which views you use.">
      <Switch isSelected={on} onChange={change}>
        <div className="indicator" />
        Share usage statistics
      </Switch>
    </Row>
  );
}

// React Aria takes every press inside its label, also that of a link: the link keeps its own.
const stop = (event) => event.stopPropagation();
const ownPress = { onClick: stop, onPointerDown: stop, onMouseDown: stop, onTouchStart: stop };

function PartnerStatistics() {
  const [on, change] = useSaved("share_usage_partners");
  return (
    <Row>
      <Switch isSelected={on} onChange={change}>
        <div className="indicator" />
        <span className="lines">
          <span>Share usage statistics with partners</span>
          <a href="/partners.html" {...ownPress}>Learn more about who our partners are</a>
          <span className="app-note">Totals only, never your files.</span>
        </span>
      </Switch>
    </Row>
  );
}

function CrashReports() {
  const [on, change] = useSaved("crash_reports");
  return (
    <Split title="Send crash reports" note="Includes the last screen you saw.">
      <div className="uses-materialize">
        <div className="switch">
          <label>
            Off
            <input type="checkbox" checked={on} onChange={(event) => change(event.target.checked)} />
            <span className="lever" />
            On
          </label>
        </div>
      </div>
    </Split>
  );
}

function AdvertisingOptOut() {
  const [on, change] = useSaved("ad_opt_out");
  return (
    <Row note="You will see as many advertisements as before.">
      <div className="form-check">
        <input className="form-check-input" type="checkbox" id="ad-opt-out" checked={on}
          onChange={(event) => change(event.target.checked)} />
        <label className="form-check-label" htmlFor="ad-opt-out">
          Opt out of interest-based advertising
        </label>
      </div>
    </Row>
  );
}

function LocationHistory() {
  const key = "location_history";
  const toggle = useRef(null);
  const dialog = useRef(null);
  const [asking, setAsking] = useState(false);
  const changed = () => (toggle.current.selected ? save(key, true) : setAsking(true));
  const answered = (event) => {
    setAsking(false);
    if (event.target.returnValue === "off") save(key, false);
    else toggle.current.selected = true;
    event.target.returnValue = "";
  };
  return (
    <Split title="Save location history" note="Places you visit with your devices.">
      <md-switch ref={toggle} aria-label="Save location history" selected={loaded(key)} onchange={changed} />
      <md-dialog ref={dialog} open={asking} onclosed={answered} type="alert">
        <div slot="headline">Turn off location history?</div>
        <div slot="content">Fernblick will stop saving the places you visit.</div>
        <div slot="actions">
          <md-text-button onClick={() => dialog.current.close("cancel")}>Cancel</md-text-button>
          <md-text-button onClick={() => dialog.current.close("off")}>Turn off</md-text-button>
        </div>
      </md-dialog>
    </Split>
  );
}

export function Privacy() {
  return (
    <Section id="privacy" title="Privacy">
      <UsageStatistics />
      <PartnerStatistics />
      <CrashReports />
      <AdvertisingOptOut />
      <LocationHistory />
    </Section>
  );
}
