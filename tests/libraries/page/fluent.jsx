import * as F from "@fluentui/react-components";
import { OPTIONS, show } from "./frame.jsx";

show({
  around: ({ children }) => <F.FluentProvider theme={F.webLightTheme}>{children}</F.FluentProvider>,
  switch: (on, set, p) => <F.Switch checked={on} onChange={(e) => set(e.currentTarget.checked)} {...p} />,
  box: (on, set, p) => <F.Checkbox checked={on} onChange={(_, data) => set(data.checked)} {...p} />,
  radio: (value, set, option) => (
    <F.RadioGroup value={value} onChange={(_, data) => set(data.value)}>
      {OPTIONS.map((each) => option(each, (p) => <F.Radio value={each} {...p} />))}
    </F.RadioGroup>
  ),
  menu: (value, set, p) => (
    <F.Dropdown value={value} selectedOptions={[value]} onOptionSelect={(_, data) => set(data.optionValue)} {...p}>
      {OPTIONS.map((each) => (
        <F.Option key={each}>{each}</F.Option>
      ))}
    </F.Dropdown>
  ),
});
