// Where a walk entered and left each element: what holds what, without climbing.
import { contains } from "../tree.js";

export class Spans {
  #spans = new Map();
  #clock = 0;

  /** Count one more step of the walk; steps order what has been seen. */
  step() {
    this.#clock += 1;
    return this.#clock - 1;
  }

  enter(node) {
    this.#spans.set(node, { begin: this.step(), end: Number.POSITIVE_INFINITY });
  }

  leave(node) {
    this.#spans.get(node).end = this.#clock;
  }

  has(node) {
    return this.#spans.has(node);
  }

  beginOf(node) {
    return this.#spans.get(node).begin;
  }

  endOf(node) {
    return this.#spans.get(node).end;
  }

  /** Whether an element holds another, or is it. */
  contains(outer, inner) {
    const [a, b] = [this.#spans.get(outer), this.#spans.get(inner)];
    return a && b ? a.begin <= b.begin && b.begin < a.end : contains(outer, inner);
  }

  /** The part of a list that lies within an element. The list is in the order of the walk. */
  within(element, sorted, nodeOf) {
    const span = this.#spans.get(element);
    if (!span) return [];
    const first = (bound) => {
      let [low, high] = [0, sorted.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.beginOf(nodeOf(sorted[middle])) < bound) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    return sorted.slice(first(span.begin), first(span.end));
  }
}
