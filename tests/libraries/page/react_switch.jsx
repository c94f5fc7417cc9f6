import Imported from "react-switch";
import { show } from "./frame.jsx";

const Switch = Imported.default ?? Imported;

show({ switch: (on, set, p) => <Switch checked={on} onChange={set} {...p} /> });
