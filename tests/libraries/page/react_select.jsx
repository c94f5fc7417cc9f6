import Imported from "react-select";
import { PAIRS, show } from "./frame.jsx";

const Select = Imported.default ?? Imported;

show({
  menu: (value, set, p) => (
    <Select
      options={PAIRS}
      value={PAIRS.find((each) => each.value === value)}
      onChange={(each) => set(each.value)}
      {...p}
    />
  ),
});
