import { Checkbox, MenuItem, Radio, RadioGroup, Select, Switch } from "@mui/material";
import { OPTIONS, show } from "./frame.jsx";

const inner = (p) => ({ slotProps: { input: p } });

show({
  switch: (on, set, p) => <Switch checked={on} onChange={(e) => set(e.target.checked)} {...inner(p)} />,
  box: (on, set, p) => <Checkbox checked={on} onChange={(e) => set(e.target.checked)} {...inner(p)} />,
  radio: (value, set, option) => (
    <RadioGroup value={value} onChange={(e) => set(e.target.value)}>
      {OPTIONS.map((each) => option(each, (p) => <Radio value={each} {...inner(p)} />))}
    </RadioGroup>
  ),
  menu: (value, set, { "aria-label": name, "aria-labelledby": id }) => (
    <Select value={value} onChange={(e) => set(e.target.value)} aria-label={name} labelId={id}>
      {OPTIONS.map((each) => (
        <MenuItem key={each} value={each}>
          {each}
        </MenuItem>
      ))}
    </Select>
  ),
});
