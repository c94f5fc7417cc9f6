import Checkbox from "@cloudscape-design/components/checkbox";
import Select from "@cloudscape-design/components/select";
import Toggle from "@cloudscape-design/components/toggle";
import "@cloudscape-design/global-styles/index.css";
import { PAIRS, show } from "./frame.jsx";

const named = ({ "aria-label": name, "aria-labelledby": id }) => ({ ariaLabel: name, ariaLabelledby: id });

show({
  switch: (on, set, p) => <Toggle checked={on} onChange={({ detail }) => set(detail.checked)} {...named(p)} />,
  box: (on, set, p) => <Checkbox checked={on} onChange={({ detail }) => set(detail.checked)} {...named(p)} />,
  menu: (value, set, p) => (
    <Select
      options={PAIRS}
      selectedOption={PAIRS.find((each) => each.value === value)}
      onChange={({ detail }) => set(detail.selectedOption.value)}
      {...named(p)}
    />
  ),
});
