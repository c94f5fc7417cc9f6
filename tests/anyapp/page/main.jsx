// A settings page whose controls come from component libraries, none of them drawn for this project.
import { createRoot } from "react-dom/client";
import { Improvement } from "./improvement.jsx";
import { SideNav, TopBar } from "./layout.jsx";
import { Notifications } from "./notifications.jsx";
import { Personalization } from "./personalization.jsx";
import { Privacy } from "./privacy.jsx";
import { Sharing } from "./sharing.jsx";
import { load } from "./store.js";

const SECTIONS = [
  ["privacy", "Privacy"],
  ["notifications", "Notifications"],
  ["sharing", "Sharing"],
  ["personalization", "Personalization"],
  ["improvement", "Data and improvement"],
];

function Page() {
  return (
    <>
      <TopBar />
      <div className="app-body">
        <SideNav sections={SECTIONS} />
        <main className="app-main">
          <h1>Settings</h1>
          <Privacy />
          <Notifications />
          <Sharing />
          <Personalization />
          <Improvement />
        </main>
      </div>
    </>
  );
}

await load();
createRoot(document.getElementById("root")).render(<Page />);
