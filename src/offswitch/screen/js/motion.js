// Waiting for what moves.
import { boxOf } from "./geometry.js";

const MOST_FRAMES = 120;
const STILL_FRAMES = 3;
const MOST_MS = 2000;

function nextFrame() {
  return new Promise((done) => requestAnimationFrame(done));
}

/** Wait until an element has stayed where it is for a few frames. */
export async function standsStill(node) {
  let last = "";
  let same = 0;
  for (let left = MOST_FRAMES; same < STILL_FRAMES && left > 0; left -= 1) {
    const now = JSON.stringify(boxOf(node));
    same = now === last ? same + 1 : 0;
    last = now;
    await nextFrame();
  }
}

/** Wait until what has just changed is drawn; a window that draws nothing is not waited for. */
export function twoFrames() {
  return Promise.race([
    nextFrame().then(nextFrame),
    new Promise((done) => setTimeout(done, MOST_MS)),
  ]);
}
