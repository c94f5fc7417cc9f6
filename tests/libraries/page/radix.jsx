import * as R from "@radix-ui/themes";
import "@radix-ui/themes/styles.css";
import { OPTIONS, show } from "./frame.jsx";

show({
  around: R.Theme,
  switch: (on, set, p) => <R.Switch checked={on} onCheckedChange={set} {...p} />,
  box: (on, set, p) => <R.Checkbox checked={on} onCheckedChange={set} {...p} />,
  radio: (value, set, option) => (
    <R.RadioGroup.Root value={value} onValueChange={set}>
      {OPTIONS.map((each) => option(each, (p) => <R.RadioGroup.Item value={each} {...p} />))}
    </R.RadioGroup.Root>
  ),
  menu: (value, set, p) => (
    <R.Select.Root value={value} onValueChange={set}>
      <R.Select.Trigger {...p} />
      <R.Select.Content>
        {OPTIONS.map((each) => (
          <R.Select.Item key={each} value={each}>
            {each}
          </R.Select.Item>
        ))}
      </R.Select.Content>
    </R.Select.Root>
  ),
});
