import { Checkbox, Radio, Select, Switch } from "evergreen-ui";
import { OPTIONS, show } from "./frame.jsx";

show({
  switch: (on, set, p) => <Switch checked={on} onChange={(e) => set(e.target.checked)} {...p} />,
  box: (on, set, p) => <Checkbox checked={on} onChange={(e) => set(e.target.checked)} {...p} />,
  radio: (value, set, option) =>
    OPTIONS.map((each) =>
      option(each, (p) => (
        <Radio name="who" value={each} checked={each === value} onChange={() => set(each)} {...p} />
      )),
    ),
  menu: (value, set, p) => (
    <Select value={value} onChange={(e) => set(e.target.value)} {...p}>
      {OPTIONS.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </Select>
  ),
});
