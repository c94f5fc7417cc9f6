import * as B from "@blueprintjs/core";
import "@blueprintjs/core/lib/css/blueprint.css";
import { OPTIONS, show } from "./frame.jsx";

show({
  switch: (on, set, p) => <B.Switch checked={on} onChange={(e) => set(e.currentTarget.checked)} {...p} />,
  box: (on, set, p) => <B.Checkbox checked={on} onChange={(e) => set(e.currentTarget.checked)} {...p} />,
  radio: (value, set, option) =>
    OPTIONS.map((each) =>
      option(each, (p) => <B.Radio name="who" checked={each === value} onChange={() => set(each)} {...p} />),
    ),
  menu: (value, set, p) => (
    <B.HTMLSelect options={OPTIONS} value={value} onChange={(e) => set(e.currentTarget.value)} {...p} />
  ),
});
