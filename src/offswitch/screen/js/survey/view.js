// One look at a page, as all functions of the survey share it.
import { isOperable, isSeen, joinControls } from "./controls.js";
import { audibleLines, stateWordTest, visibleLines } from "./lines.js";
import { looseLines, questionOf } from "./questions.js";
import { kindOf } from "./roles.js";
import { visibleRows } from "./rows.js";
import { topDialog } from "./visibility.js";
import { walk } from "./walk.js";

/**
 * Look at the page.
 *
 * stateWords are the words that only tell a state. Besides what the walk found, a view has:
 * `top`, the dialog on top or null; `lines`, and of them `audibleLines` and `looseLines`; all
 * `controls` that can be operated, and of them `seenControls`, each with its question; `seenRows`.
 */
export function viewOf(stateWords) {
  const view = { ...walk(document.body), isStateWord: stateWordTest(stateWords) };
  view.top = topDialog(view);
  view.lines = visibleLines(view);
  view.audibleLines = audibleLines(view, view.lines);
  view.controls = joinControls(view.candidates.filter((item) => isOperable(view, item)));
  view.controlsIn = (element) => view.spans.within(element, view.controls, ({ node }) => node);
  view.looseLines = looseLines(view);
  view.seenControls = view.controls.filter((control) => isSeen(view, control));
  for (const control of view.seenControls)
    control.question = kindOf(control.node) === "radio" ? questionOf(view, control) : "";
  view.seenRows = visibleRows(view);
  view.rowsIn = (element) => view.spans.within(element, view.seenRows, ({ node }) => node);
  return view;
}
