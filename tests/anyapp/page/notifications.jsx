// Shoelace (shadow DOM, saved after a pause), Radix (button and hidden twin, pressed button), Quasar.
import "@shoelace-style/shoelace/dist/components/switch/switch.js";
import * as RadixSwitch from "@radix-ui/react-switch";
import * as RadixToggle from "@radix-ui/react-toggle";
import { useEffect, useRef } from "react";
import { Row, Section, Split } from "./layout.jsx";
import { mountCheckbox } from "./quasar.js";
import { loaded, save, useSaved } from "./store.js";

const PAUSE = 1500;

function WeeklyDigest() {
  const timer = useRef(0);
  const changed = (event) => {
    const on = event.target.checked;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => save("weekly_digest", on), PAUSE);
  };
  return (
    <Row note="Every Monday morning.">
      <sl-switch checked={loaded("weekly_digest")} onsl-change={changed}>Weekly email digest</sl-switch>
    </Row>
  );
}

function PartnerOffers() {
  const [on, change] = useSaved("partner_offers");
  return (
    <form>
      <Split title="Offers from partners" titleId="partner-offers-title" note="By email, at most one a week.">
        <RadixSwitch.Root className="SwitchRoot" checked={on} onCheckedChange={change}
          aria-labelledby="partner-offers-title">
          <RadixSwitch.Thumb className="SwitchThumb" />
        </RadixSwitch.Root>
      </Split>
    </form>
  );
}

function ProductNews() {
  const place = useRef(null);
  useEffect(() => mountCheckbox(place.current, {
    label: "Product news",
    start: loaded("product_news"),
    changed: (value) => save("product_news", value),
  }), []);
  return <Row note="New features and surveys."><div className="uses-quasar" ref={place} /></Row>;
}

function MentionAlerts() {
  const [on, change] = useSaved("mention_alerts");
  return (
    <Split title="Mention alerts" note="When someone writes your name.">
      <RadixToggle.Root className="Toggle" aria-label="Mention alerts" pressed={on} onPressedChange={change}>
        <svg width="16" height="16" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
          <path d="M8 1a4 4 0 0 0-4 4v3l-2 3h12l-2-3V5a4 4 0 0 0-4-4zM6 12a2 2 0 0 0 4 0z" />
        </svg>
      </RadixToggle.Root>
    </Split>
  );
}

export function Notifications() {
  return (
    <Section id="notifications" title="Notifications">
      <WeeklyDigest />
      <PartnerOffers />
      <ProductNews />
      <MentionAlerts />
    </Section>
  );
}
