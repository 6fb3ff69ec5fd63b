/** A priority queue of events in virtual time; first in, first out at equal times. */
import type { Instant } from '../../src/domain/time.ts';

export type Agenda = {
  readonly add: (at: Instant, act: () => void) => void;
  readonly nextAt: () => Instant;
  readonly take: () => Entry;
};

type Entry = { readonly at: Instant; readonly n: number; readonly act: () => void };

/** An empty agenda; its `nextAt` is infinity. */
export function createAgenda(): Agenda {
  const heap: Entry[] = [];
  let n = 0;
  return {
    add(at, act) {
      heap.push({ at, n: n++, act });
      rise(heap, heap.length - 1);
    },
    nextAt: () => heap[0]?.at ?? Number.POSITIVE_INFINITY,
    take() {
      const first = heap[0]!;
      const last = heap.pop()!;
      if (heap.length > 0) {
        heap[0] = last;
        sink(heap);
      }
      return first;
    },
  };
}

function rise(heap: Entry[], from: number): void {
  let index = from;
  while (index > 0) {
    const above = (index - 1) >> 1;
    if (!isBefore(heap[index]!, heap[above]!)) return;
    swap(heap, index, above);
    index = above;
  }
}

function sink(heap: Entry[]): void {
  let index = 0;
  for (;;) {
    let least = index;
    for (const below of [2 * index + 1, 2 * index + 2]) {
      if (below < heap.length && isBefore(heap[below]!, heap[least]!)) least = below;
    }
    if (least === index) return;
    swap(heap, index, least);
    index = least;
  }
}

const isBefore = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.n < b.n);

function swap(heap: Entry[], a: number, b: number): void {
  const held = heap[a]!;
  heap[a] = heap[b]!;
  heap[b] = held;
}
