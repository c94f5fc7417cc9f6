import { Checkbox } from "primereact/checkbox";
import { Dropdown } from "primereact/dropdown";
import { InputSwitch } from "primereact/inputswitch";
import { RadioButton } from "primereact/radiobutton";
import "primereact/resources/themes/lara-light-cyan/theme.css";
import { OPTIONS, PAIRS, show } from "./frame.jsx";

show({
  switch: (on, set, p) => <InputSwitch checked={on} onChange={(e) => set(e.value)} {...p} />,
  box: (on, set, p) => <Checkbox checked={on} onChange={(e) => set(e.checked)} {...p} />,
  radio: (value, set, option) =>
    OPTIONS.map((each) =>
      option(each, (p) => (
        <RadioButton name="who" value={each} checked={each === value} onChange={(e) => set(e.value)} {...p} />
      )),
    ),
  menu: (value, set, p) => <Dropdown options={PAIRS} value={value} onChange={(e) => set(e.value)} {...p} />,
});
