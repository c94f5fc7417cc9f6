// Each question is answered once in a view.

/** Remember what is computed of each thing in a view. */
export function memoized(compute) {
  const views = new WeakMap();
  return (view, thing) => {
    let known = views.get(view);
    if (!known) {
      known = new Map();
      views.set(view, known);
    }
    let answer = known.get(thing);
    if (answer === undefined) {
      answer = compute(view, thing);
      known.set(thing, answer);
    }
    return answer;
  };
}
