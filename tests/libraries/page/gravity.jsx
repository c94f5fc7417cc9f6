import * as G from "@gravity-ui/uikit";
import "@gravity-ui/uikit/styles/fonts.css";
import "@gravity-ui/uikit/styles/styles.css";
import { OPTIONS, show } from "./frame.jsx";

const choices = OPTIONS.map((each) => ({ value: each, content: each }));

show({
  around: ({ children }) => <G.ThemeProvider theme="light">{children}</G.ThemeProvider>,
  switch: (on, set, p) => <G.Switch checked={on} onUpdate={set} controlProps={p} />,
  box: (on, set, p) => <G.Checkbox checked={on} onUpdate={set} controlProps={p} />,
  radio: (value, set, option) =>
    OPTIONS.map((each) =>
      option(each, (p) => (
        <G.Radio name="who" value={each} checked={each === value} onUpdate={() => set(each)} controlProps={p} />
      )),
    ),
  menu: (value, set, p) => <G.Select options={choices} value={[value]} onUpdate={([next]) => set(next)} {...p} />,
});
