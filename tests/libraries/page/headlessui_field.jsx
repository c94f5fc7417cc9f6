// The menu of Headless UI that is a field to type in.
import * as H from "@headlessui/react";
import { OPTIONS, show } from "./frame.jsx";

show({
  menu: (value, set, p) => (
    <H.Combobox value={value} onChange={set}>
      <H.ComboboxInput displayValue={(each) => each} onChange={() => {}} {...p} />
      <H.ComboboxButton>v</H.ComboboxButton>
      <H.ComboboxOptions anchor="bottom" style={{ background: "#fff", border: "1px solid" }}>
        {OPTIONS.map((each) => (
          <H.ComboboxOption key={each} value={each}>
            {each}
          </H.ComboboxOption>
        ))}
      </H.ComboboxOptions>
    </H.Combobox>
  ),
});
