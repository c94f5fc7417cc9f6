import * as A from "react-aria-components";
import { OPTIONS, show } from "./frame.jsx";

const drawn = (on, width) => ({
  display: "inline-block",
  width,
  height: 20,
  background: on ? "#06c" : "#888",
});

show({
  switch: (on, set, p) => (
    <A.Switch isSelected={on} onChange={set} {...p}>
      <span style={drawn(on, 44)} />
    </A.Switch>
  ),
  box: (on, set, p) => (
    <A.Checkbox isSelected={on} onChange={set} {...p}>
      <span style={drawn(on, 20)} />
    </A.Checkbox>
  ),
  radio: (value, set, option) => (
    <A.RadioGroup value={value} onChange={set} aria-label="Who sees your posts">
      {OPTIONS.map((each) =>
        option(each, (p) => (
          <A.Radio value={each} {...p}>
            <span style={drawn(each === value, 20)} />
          </A.Radio>
        )),
      )}
    </A.RadioGroup>
  ),
  menu: (value, set, p) => (
    <A.Select selectedKey={value} onSelectionChange={set} {...p}>
      <A.Button>
        <A.SelectValue />
      </A.Button>
      <A.Popover style={{ background: "#fff", border: "1px solid" }}>
        <A.ListBox>
          {OPTIONS.map((each) => (
            <A.ListBoxItem key={each} id={each}>
              {each}
            </A.ListBoxItem>
          ))}
        </A.ListBox>
      </A.Popover>
    </A.Select>
  ),
});
