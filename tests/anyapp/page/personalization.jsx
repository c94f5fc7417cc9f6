// MUI (transparent input in its label), Bootstrap form-switch, Shoelace select (drawn menu in shadow DOM).
import "@shoelace-style/shoelace/dist/components/option/option.js";
import "@shoelace-style/shoelace/dist/components/select/select.js";
import FormControlLabel from "@mui/material/FormControlLabel";
import Switch from "@mui/material/Switch";
import { Row, Section, Split } from "./layout.jsx";
import { loaded, save, useSaved } from "./store.js";

const PERIODS = [["3m", "3 months"], ["18m", "18 months"], ["forever", "Until I delete it"]];

function Recommendations() {
  const [on, change] = useSaved("recommendations");
  const changed = (event) => change(event.target.checked);
  return (
    <Row note="Based on what you open and for how long.">
      <FormControlLabel label="Personalized recommendations" labelPlacement="start"
        sx={{ marginLeft: 0 }} control={<Switch checked={on} onChange={changed} />} />
    </Row>
  );
}

function SearchHistory() {
  const [on, change] = useSaved("search_history");
  return (
    <Split title="Remember my searches" titleId="search-history-title">
      <div className="form-check form-switch">
        <input className="form-check-input" type="checkbox" role="switch"
          aria-labelledby="search-history-title" checked={on} onChange={(event) => change(event.target.checked)} />
      </div>
    </Split>
  );
}

function KeepActivity() {
  return (
    <Row>
      <sl-select label="Keep my activity for" value={loaded("keep_activity")}
        onsl-change={(event) => save("keep_activity", event.target.value)}>
        {PERIODS.map(([name, text]) => <sl-option key={name} value={name}>{text}</sl-option>)}
      </sl-select>
    </Row>
  );
}

export function Personalization() {
  return (
    <Section id="personalization" title="Personalization">
      <Recommendations />
      <SearchHistory />
      <KeepActivity />
    </Section>
  );
}
