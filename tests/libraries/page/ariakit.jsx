import * as A from "@ariakit/react";
import { OPTIONS, show } from "./frame.jsx";

show({
  box: (on, set, p) => <A.Checkbox checked={on} onChange={(e) => set(e.target.checked)} {...p} />,
  radio: (value, set, option) => (
    <A.RadioProvider value={value} setValue={set}>
      <A.RadioGroup>{OPTIONS.map((each) => option(each, (p) => <A.Radio value={each} {...p} />))}</A.RadioGroup>
    </A.RadioProvider>
  ),
  menu: (value, set, p) => (
    <A.SelectProvider value={value} setValue={set}>
      <A.Select {...p} />
      <A.SelectPopover gutter={4} sameWidth style={{ background: "#fff", border: "1px solid" }}>
        {OPTIONS.map((each) => (
          <A.SelectItem key={each} value={each} />
        ))}
      </A.SelectPopover>
    </A.SelectProvider>
  ),
});
