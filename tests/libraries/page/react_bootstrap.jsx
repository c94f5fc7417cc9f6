import "bootstrap/dist/css/bootstrap.css";
import { Form } from "react-bootstrap";
import { OPTIONS, show } from "./frame.jsx";

show({
  switch: (on, set, p) => <Form.Check type="switch" checked={on} onChange={(e) => set(e.target.checked)} {...p} />,
  box: (on, set, p) => <Form.Check checked={on} onChange={(e) => set(e.target.checked)} {...p} />,
  radio: (value, set, option) =>
    OPTIONS.map((each) =>
      option(each, (p) => (
        <Form.Check type="radio" name="who" checked={each === value} onChange={() => set(each)} {...p} />
      )),
    ),
  menu: (value, set, p) => (
    <Form.Select value={value} onChange={(e) => set(e.target.value)} {...p}>
      {OPTIONS.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </Form.Select>
  ),
});
