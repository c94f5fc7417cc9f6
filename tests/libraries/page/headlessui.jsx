import * as H from "@headlessui/react";
import { OPTIONS, show } from "./frame.jsx";

const drawn = (on, width) => ({ display: "block", width, height: 20, background: on ? "#06c" : "#888" });
const list = { background: "#fff", border: "1px solid" };

show({
  switch: (on, set, p) => <H.Switch checked={on} onChange={set} style={drawn(on, 44)} {...p} />,
  box: (on, set, p) => <H.Checkbox checked={on} onChange={set} style={drawn(on, 20)} {...p} />,
  radio: (value, set, option) => (
    <H.RadioGroup value={value} onChange={set}>
      {OPTIONS.map((each) => option(each, (p) => <H.Radio value={each} style={drawn(each === value, 20)} {...p} />))}
    </H.RadioGroup>
  ),
  menu: (value, set, p) => (
    <H.Listbox value={value} onChange={set}>
      <H.ListboxButton {...p}>{value}</H.ListboxButton>
      <H.ListboxOptions anchor="bottom" style={list}>
        {OPTIONS.map((each) => (
          <H.ListboxOption key={each} value={each}>
            {each}
          </H.ListboxOption>
        ))}
      </H.ListboxOptions>
    </H.Listbox>
  ),
});
