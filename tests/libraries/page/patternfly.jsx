import * as P from "@patternfly/react-core";
import "@patternfly/react-core/dist/styles/base.css";
import { OPTIONS, show } from "./frame.jsx";

show({
  switch: (on, set, p) => <P.Switch id="switch" isChecked={on} onChange={(_, next) => set(next)} {...p} />,
  box: (on, set, p) => <P.Checkbox id="box" isChecked={on} onChange={(_, next) => set(next)} {...p} />,
  radio: (value, set, option) =>
    OPTIONS.map((each) =>
      option(each, (p) => (
        <P.Radio id={`radio-${each}`} name="who" isChecked={each === value} onChange={() => set(each)} {...p} />
      )),
    ),
  menu: (value, set, p) => (
    <P.FormSelect value={value} onChange={(_, next) => set(next)} {...p}>
      {OPTIONS.map((each) => (
        <P.FormSelectOption key={each} value={each} label={each} />
      ))}
    </P.FormSelect>
  ),
});
