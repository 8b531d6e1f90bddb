/** Whole numbers, of which the smallest comes out first; a binary heap. */
export type Queue = { push(value: number): void; pop(): number | undefined };

/** An empty queue. */
export function createQueue(): Queue {
  const heap: number[] = [];
  const at = (index: number) => heap[index] ?? Number.POSITIVE_INFINITY;
  const swap = (a: number, b: number) => {
    [heap[a], heap[b]] = [at(b), at(a)];
  };
  return {
    push(value) {
      let index = heap.push(value) - 1;
      while (index > 0) {
        const above = (index - 1) >> 1;
        if (at(above) <= at(index)) return;
        swap(above, index);
        index = above;
      }
    },
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (heap.length === 0 || last === undefined) return first;
      heap[0] = last;
      for (let index = 0; ; ) {
        const left = index * 2 + 1;
        const least = at(left + 1) < at(left) ? left + 1 : left;
        if (at(index) <= at(least)) return first;
        swap(index, least);
        index = least;
      }
    },
  };
}
