import { Checkbox, Radio, SelectPicker, Toggle } from "rsuite";
import "rsuite/dist/rsuite.min.css";
import { OPTIONS, PAIRS, show } from "./frame.jsx";

show({
  switch: (on, set, p) => <Toggle checked={on} onChange={set} inputProps={p} />,
  box: (on, set, p) => <Checkbox checked={on} onChange={(_, checked) => set(checked)} inputProps={p} />,
  radio: (value, set, option) =>
    OPTIONS.map((each) =>
      option(each, (p) => (
        <Radio name="who" value={each} checked={each === value} onChange={() => set(each)} inputProps={p} />
      )),
    ),
  menu: (value, set, p) => (
    <SelectPicker data={PAIRS} value={value} onChange={set} cleanable={false} searchable={false} {...p} />
  ),
});
