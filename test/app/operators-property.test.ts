import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDesk, outcome } from '../helpers/operators';

const right = 'the right one';

/** A PIN at a console: right, wrong, several at once, after some time, after a restart, or with the clock set. */
const act = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'wrong' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'right' } as const) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('burst' as const), many: fc.integer({ min: 2, max: 5 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 40_000 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' } as const) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('set the clock' as const),
      byMs: fc.integer({ min: -90_000_000, max: 90_000_000 }),
    }),
  },
);

test('whatever was typed before, a right PIN half a minute later signs in, and no wrong one ever does', async () => {
  const before = fc.integer({ min: 0, max: 14 });
  const property = fc.asyncProperty(before, fc.array(act, { maxLength: 20 }), async (patient, acts) => {
    let desk = openDesk({ mode: 'live' });
    await desk.enrol({ person: 'maria', pin: right });
    const guess = () => outcome(desk.signIn({ person: 'maria', pin: 'a wrong one' }));
    const signedIn: unknown[] = [];
    for (let left = patient; left > 0; left -= 1) {
      signedIn.push(await guess());
      desk.clock.advance(30_000);
    }
    for (const each of acts) {
      if (each.kind === 'wrong') signedIn.push(await guess());
      if (each.kind === 'burst')
        signedIn.push(...(await Promise.all(Array.from({ length: each.many }, guess))));
      if (each.kind === 'right') await outcome(desk.signIn({ person: 'maria', pin: right }));
      if (each.kind === 'wait') desk.clock.advance(each.ms);
      if (each.kind === 'restart') desk = desk.reopen();
      if (each.kind === 'set the clock') desk.clock.set(desk.clock.now() + each.byMs);
    }
    // Up to 2 s of what a wall clock loses are not told from slewing, and are waited for.
    desk.clock.advance(32_000);
    const inTheEnd = await outcome(desk.signIn({ person: 'maria', pin: right }));
    desk.close();
    expect([signedIn.every((said) => String(said).startsWith('refused: ')), inTheEnd]).toEqual([true, null]);
  });
  await fc.assert(property, { numRuns: 60 });
}, 60_000);

test('however guesses are spread over a day, few of them are looked at', async () => {
  const waits = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 30, maxLength: 60 });
  const property = fc.asyncProperty(waits, async (all) => {
    const desk = openDesk();
    await desk.enrol({ person: 'maria', pin: right });
    const from = desk.clock.now();
    for (const waitMs of all) {
      desk.clock.advance(waitMs);
      await outcome(desk.prove('maria', 'a wrong one'));
    }
    desk.close();
    const { failures = 0 } = desk.ledger.world().operators.maria ?? {};
    // Three at once, then after 1, 2, 4, 8, 16 s, then one each half minute.
    expect(failures).toBeLessThanOrEqual(9 + (desk.clock.now() - from) / 30_000);
  });
  await fc.assert(property, { numRuns: 20 });
}, 60_000);
