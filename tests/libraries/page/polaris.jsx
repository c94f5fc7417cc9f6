import { AppProvider, Checkbox, RadioButton, Select } from "@shopify/polaris";
import "@shopify/polaris/build/esm/styles.css";
import { OPTIONS, PAIRS, show } from "./frame.jsx";

// Its controls take their label as a property alone, so what names them elsewhere goes there.
const said = ({ "aria-label": name }) => ({ label: name ?? "", labelHidden: name === undefined });

show({
  around: ({ children }) => <AppProvider i18n={{}}>{children}</AppProvider>,
  box: (on, set, p) => <Checkbox checked={on} onChange={set} {...said(p)} ariaDescribedBy={p["aria-labelledby"]} />,
  radio: (value, set, option) =>
    OPTIONS.map((each) =>
      option(each, (p) => <RadioButton name="who" checked={each === value} onChange={() => set(each)} {...said(p)} />),
    ),
  menu: (value, set, p) => <Select options={PAIRS} value={value} onChange={set} {...said(p)} />,
});
