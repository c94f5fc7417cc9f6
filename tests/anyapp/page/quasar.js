// A Quasar check box (Vue), mounted as its documentation shows it: v-model and a label, no name.
import { QCheckbox, Quasar } from "quasar";
import { createApp, h, ref } from "vue";

export function mountCheckbox(place, { label, start, changed }) {
  const value = ref(start);
  const update = (next) => {
    value.value = next;
    changed(next);
  };
  const render = () => h(QCheckbox, { label, modelValue: value.value, "onUpdate:modelValue": update });
  const app = createApp({ render }).use(Quasar);
  app.mount(place);
  return () => app.unmount();
}
