import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runAll } from '../../src/execution/engine';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

async function turns(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) await turn();
}

test('an empty queue is done at once', async () => {
  const end = await runAll({
    items: [],
    maxInFlight: 3,
    intend: () => Promise.reject(new Error('nothing to intend')),
    perform: () => Promise.resolve(1),
    settle: () => {},
  });
  expect(end).toEqual({ notStarted: [], withdrawn: [] });
});

test('the first batch is what fits, and completions of one turn share the next intent', async () => {
  const batches: number[][] = [];
  await runAll({
    items: numbers(7),
    maxInFlight: 3,
    intend: async (batch) => void batches.push([...batch]),
    perform: async () => turns(3),
    settle: () => {},
  });
  expect(batches).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
});

test('results are settled in the order they came, never two batches at a time', async () => {
  let settling = 0;
  const order: number[] = [];
  await runAll({
    items: numbers(40),
    maxInFlight: 8,
    intend: async () => {},
    perform: async (item) => turns(item % 5).then(() => item * 2),
    settle: async (batch) => {
      settling += 1;
      expect(settling).toBe(1);
      for (const { item, result } of batch) {
        expect(result).toBe(item * 2);
        order.push(item);
      }
      await turns(4);
      settling -= 1;
    },
  });
  expect([...order].sort((a, b) => a - b)).toEqual(numbers(40));
});

test('settle is called far less often than there are results', async () => {
  let calls = 0;
  await runAll({
    items: numbers(500),
    maxInFlight: 10,
    intend: async () => {},
    perform: async () => {},
    settle: () => {
      calls += 1;
    },
  });
  expect(calls).toBeLessThan(250);
});

test('it is not done before the last settle is', async () => {
  let isSettled = false;
  await runAll({
    items: [1],
    maxInFlight: 1,
    intend: async () => {},
    perform: async () => {},
    settle: async () => {
      await turns(20);
      isSettled = true;
    },
  });
  expect(isSettled).toBe(true);
});

test('an abort sends nothing more and lets what is in flight finish', async () => {
  const stop = new AbortController();
  const settled: number[] = [];
  const end = await runAll({
    items: numbers(10),
    maxInFlight: 4,
    intend: async () => {},
    perform: async (item) => {
      if (item === 3) stop.abort();
      await turns(2);
    },
    settle: (batch) => void settled.push(...batch.map(({ item }) => item)),
    signal: stop.signal,
  });
  expect({ settled, end }).toEqual({
    settled: [0, 1, 2, 3],
    end: { notStarted: [4, 5, 6, 7, 8, 9], withdrawn: [] },
  });
});

test('an abort while the intent is written withdraws the batch', async () => {
  const stop = new AbortController();
  const performed: number[] = [];
  const end = await runAll({
    items: numbers(4),
    maxInFlight: 2,
    intend: async () => {
      await turn();
      stop.abort();
      await turn();
    },
    perform: async (item) => void performed.push(item),
    settle: () => {},
    signal: stop.signal,
  });
  expect({ performed, end }).toEqual({ performed: [], end: { notStarted: [0, 1, 2, 3], withdrawn: [0, 1] } });
});

test('a halt found true after a completion is final, even if it turns false again', async () => {
  const performed: number[] = [];
  let asked = 0;
  const end = await runAll({
    items: numbers(6),
    maxInFlight: 1,
    intend: async () => {},
    perform: async (item) => void performed.push(item),
    settle: () => {},
    shouldHalt: () => {
      if (performed.length < 3) return false;
      asked += 1;
      return asked === 1;
    },
  });
  expect({ performed, notStarted: end.notStarted }).toEqual({ performed: [0, 1, 2], notStarted: [3, 4, 5] });
});

test('a refused intent stops the run, in-flight items finish and are settled, and the refusal comes back', async () => {
  const refusal = new Error('journal is full');
  const settled: number[] = [];
  let intents = 0;
  const run = runAll({
    items: numbers(5),
    maxInFlight: 2,
    intend: async () => {
      intents += 1;
      if (intents === 2) throw refusal;
    },
    perform: (item) => turns(item === 0 ? 1 : 12),
    settle: (batch) => void settled.push(...batch.map(({ item }) => item)),
  });
  await expect(run).rejects.toBe(refusal);
  expect({ settled, intents }).toEqual({ settled: [0, 1], intents: 2 });
});

test('a failing settle stops the run and comes back after what is in flight', async () => {
  let performed = 0;
  const run = runAll({
    items: numbers(1_000),
    maxInFlight: 2,
    intend: async () => {},
    perform: async () => {
      performed += 1;
      await new Promise((resolve) => setTimeout(resolve, 1));
    },
    settle: () => Promise.reject(new Error('disk gone')),
  });
  await expect(run).rejects.toThrow('disk gone');
  expect(performed).toBeLessThan(1_000);
});

test('a bound on what is in flight below one is refused', async () => {
  const run = runAll({
    items: [1],
    maxInFlight: 0,
    intend: async () => {},
    perform: async () => {},
    settle: () => {},
  });
  await expect(run).rejects.toThrow('maxInFlight must be a whole number from 1 up, not 0');
});

test('whatever the timing: intent before act, each item once, never more in flight than allowed', async () => {
  const scenario = fc.record({
    count: fc.integer({ min: 0, max: 40 }),
    maxInFlight: fc.integer({ min: 1, max: 9 }),
    delays: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 12 }),
    stopAfter: fc.option(fc.integer({ min: 0, max: 40 })),
    how: fc.constantFrom('abort', 'halt'),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ count, maxInFlight, delays, stopAfter, how }) => {
      const stop = new AbortController();
      const intended = new Set<number>();
      const performed: number[] = [];
      const settled: number[] = [];
      let inFlight = 0;
      let completed = 0;
      const isStopDue = () => stopAfter !== null && completed >= stopAfter;
      const delay = (item: number) => turns(delays[item % delays.length] ?? 0);
      const { notStarted, withdrawn } = await runAll({
        items: numbers(count),
        maxInFlight,
        intend: async (batch) => {
          expect(isStopDue()).toBe(false);
          await delay(batch[0] ?? 0);
          for (const item of batch) intended.add(item);
        },
        perform: async (item) => {
          expect(intended.has(item)).toBe(true);
          expect(isStopDue()).toBe(false);
          performed.push(item);
          inFlight += 1;
          expect(inFlight).toBeLessThanOrEqual(maxInFlight);
          await delay(item);
          inFlight -= 1;
          completed += 1;
          if (how === 'abort' && isStopDue()) stop.abort();
        },
        settle: async (batch) => {
          await delay(batch.length);
          settled.push(...batch.map(({ item }) => item));
        },
        signal: how === 'abort' && stopAfter === 0 ? AbortSignal.abort() : stop.signal,
        shouldHalt: how === 'halt' ? isStopDue : undefined,
      });
      const byNumber = (a: number, b: number) => a - b;
      expect([...performed, ...notStarted].sort(byNumber)).toEqual(numbers(count));
      expect([...settled].sort(byNumber)).toEqual([...performed].sort(byNumber));
      expect(withdrawn.every((item) => intended.has(item) && !performed.includes(item))).toBe(true);
    }),
    { numRuns: 150 },
  );
});
