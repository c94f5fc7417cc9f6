import * as G from "grommet";
import { OPTIONS, show } from "./frame.jsx";

show({
  around: G.Grommet,
  switch: (on, set, p) => <G.CheckBox toggle checked={on} onChange={(e) => set(e.target.checked)} {...p} />,
  box: (on, set, p) => <G.CheckBox checked={on} onChange={(e) => set(e.target.checked)} {...p} />,
  radio: (value, set, option) =>
    OPTIONS.map((each) =>
      option(each, (p) => <G.RadioButton name="who" checked={each === value} onChange={() => set(each)} {...p} />),
    ),
  menu: (value, set, p) => <G.Select options={OPTIONS} value={value} onChange={(e) => set(e.option)} {...p} />,
});
