import "semantic-ui-css/semantic.min.css";
import { Checkbox, Dropdown, Radio } from "semantic-ui-react";
import { OPTIONS, show } from "./frame.jsx";

const choices = OPTIONS.map((each) => ({ key: each, value: each, text: each }));

show({
  switch: (on, set, p) => <Checkbox toggle checked={on} onChange={(_, data) => set(data.checked)} {...p} />,
  box: (on, set, p) => <Checkbox checked={on} onChange={(_, data) => set(data.checked)} {...p} />,
  radio: (value, set, option) =>
    OPTIONS.map((each) =>
      option(each, (p) => <Radio name="who" checked={each === value} onChange={() => set(each)} {...p} />),
    ),
  menu: (value, set, p) => (
    <Dropdown selection options={choices} value={value} onChange={(_, data) => set(data.value)} {...p} />
  ),
});
