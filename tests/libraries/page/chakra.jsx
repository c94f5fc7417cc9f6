import * as C from "@chakra-ui/react";
import { OPTIONS, show } from "./frame.jsx";

show({
  around: C.ChakraProvider,
  switch: (on, set, p) => <C.Switch isChecked={on} onChange={(e) => set(e.target.checked)} {...p} />,
  box: (on, set, p) => <C.Checkbox isChecked={on} onChange={(e) => set(e.target.checked)} {...p} />,
  radio: (value, set, option) => (
    <C.RadioGroup value={value} onChange={set}>
      {OPTIONS.map((each) => option(each, (p) => <C.Radio value={each} inputProps={p} />))}
    </C.RadioGroup>
  ),
  menu: (value, set, p) => (
    <C.Select value={value} onChange={(e) => set(e.target.value)} {...p}>
      {OPTIONS.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </C.Select>
  ),
});
