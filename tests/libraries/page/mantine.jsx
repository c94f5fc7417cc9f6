import * as M from "@mantine/core";
import "@mantine/core/styles.css";
import { OPTIONS, show } from "./frame.jsx";

show({
  around: M.MantineProvider,
  switch: (on, set, p) => <M.Switch checked={on} onChange={(e) => set(e.currentTarget.checked)} {...p} />,
  box: (on, set, p) => <M.Checkbox checked={on} onChange={(e) => set(e.currentTarget.checked)} {...p} />,
  radio: (value, set, option) => (
    <M.Radio.Group value={value} onChange={set}>
      {OPTIONS.map((each) => option(each, (p) => <M.Radio value={each} {...p} />))}
    </M.Radio.Group>
  ),
  menu: (value, set, p) => <M.Select data={OPTIONS} value={value} onChange={set} {...p} />,
});
