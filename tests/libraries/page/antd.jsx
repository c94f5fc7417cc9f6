import { Checkbox, Radio, Select, Switch } from "antd";
import { OPTIONS, PAIRS, show } from "./frame.jsx";

show({
  switch: (on, set, p) => <Switch checked={on} onChange={set} {...p} />,
  box: (on, set, p) => <Checkbox checked={on} onChange={(e) => set(e.target.checked)} {...p} />,
  // Its group draws all text that is none of its own in letters of no height.
  radio: (value, set, option) =>
    OPTIONS.map((each) =>
      option(each, (p) => <Radio checked={each === value} onChange={() => set(each)} {...p} />),
    ),
  menu: (value, set, p) => <Select options={PAIRS} value={value} onChange={set} style={{ width: 200 }} {...p} />,
});
