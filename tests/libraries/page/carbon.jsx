import * as C from "@carbon/react";
import "@carbon/styles/css/styles.css";
import { OPTIONS, show } from "./frame.jsx";

show({
  switch: (on, set, p) => (
    <C.Toggle id="toggle" toggled={on} onToggle={set} labelA="Off" labelB="On" hideLabel {...p} />
  ),
  radio: (value, set, option) =>
    OPTIONS.map((each) =>
      option(each, (p) => (
        <C.RadioButton
          name="who"
          value={each}
          labelText=""
          checked={each === value}
          onChange={() => set(each)}
          {...p}
        />
      )),
    ),
  menu: (value, set, p) => (
    <C.Dropdown
      id="menu"
      titleText=""
      label=""
      items={OPTIONS}
      selectedItem={value}
      onChange={(data) => set(data.selectedItem)}
      {...p}
    />
  ),
});
