import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { delayMs, requireNoDelay, wrongPinWords } from '../../src/domain/operator/attempts';
import * as operator from '../../src/domain/operator/commands';
import { evolveOperator } from '../../src/domain/operator/operator';
import type { Mode, Plan } from '../../src/domain/plan/plan';
import { hospital, seconds } from '../helpers/hospital';
import { adopted, broken, signedIn } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';
import { refusal } from '../helpers/refusal';

const live: Plan = { ...hospital, mode: 'live' };
const [maria, jon] = hospital.people;
if (!maria || !jon) throw new Error('the hospital is empty');

const at = (events: readonly NewEvent[], second = 100, plan: Plan = hospital) => ({
  world: worldOf(events),
  at: seconds(second),
  plan,
});
const enrolled = (person: string, second: number) =>
  happened(seconds(second), 'operator.enrolled', { person }, `person:${person}`);
const refused = (person: string, attempts: number, second: number) =>
  happened(seconds(second), 'operator.refused', { person, attempts });
const proven = (person: string, second: number) =>
  happened(seconds(second), 'operator.signed-in', { person, proof: 'pin' }, `person:${person}`);

describe('the delay after wrong PINs', () => {
  test('is nothing for two, then doubles from a second up to half a minute and no further', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1000].map((failures) =>
      delayMs({ enrolledAt: 0, failures, lastFailureAt: seconds(0) }, seconds(0)),
    );
    expect(waits).toEqual([0, 0, 0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });
  test('runs down, and never keeps anyone out because the clock was set back', () => {
    const failed = { enrolledAt: 0, failures: 5, lastFailureAt: seconds(10) };
    const left = [10, 11.5, 13.999, 14, 3600, 9].map((second) => delayMs(failed, seconds(second)));
    expect(left).toEqual([4000, 2500, 1, 0, 0, 0]);
  });
  test('is told in whole seconds, upwards, to whoever comes too early', () => {
    const { world } = at([adopted, enrolled('maria', 1), refused('maria', 5, 10)]);
    expect([
      refusal(() => requireNoDelay(world, seconds(11.9), maria)),
      refusal(() => requireNoDelay(world, seconds(14), maria)),
      refusal(() => requireNoDelay(world, seconds(11), jon)),
      wrongPinWords(world, seconds(10), maria),
    ]).toEqual([
      'refused: 5 wrong PINs for Maria Chen so far; next try in 3 s. This one was not looked at.',
      'accepted',
      'accepted',
      'Wrong PIN for Maria Chen. 5 wrong so far; next try in 4 s.',
    ]);
  });
  test('is not there yet after the first wrong one', () => {
    const { world } = at([adopted, refused('maria', 1, 10)]);
    expect(wrongPinWords(world, seconds(10), maria)).toBe(
      'Wrong PIN for Maria Chen. 1 wrong so far; try again.',
    );
  });
});

describe('wrong PINs', () => {
  test('are counted on the record, by nobody’s name, until a right one', () => {
    const once = [adopted, enrolled('maria', 1), refused('maria', 1, 10)];
    const [second] = operator.refusePin(at(once), 'maria');
    const [first] = operator.refusePin(at([...once, proven('maria', 20)]), 'maria');
    expect([second, first?.data]).toEqual([
      happened(seconds(100), 'operator.refused', { person: 'maria', attempts: 2 }),
      { person: 'maria', attempts: 1 },
    ]);
  });
  test('are forgiven by the right one that approved a run', () => {
    const given = { incident: 'INC-0001', approval: 'APP-1', person: 'jon', manifest: 'a'.repeat(64) };
    const state = { enrolledAt: seconds(1), failures: 4, lastFailureAt: seconds(10) };
    expect(evolveOperator(state, happened(seconds(20), 'approval.given', given), seconds(20))).toEqual({
      enrolledAt: seconds(1),
      failures: 0,
      lastFailureAt: null,
    });
  });
  test('of one person do not delay another, and signing in by name forgives none', () => {
    const events = [adopted, refused('maria', 3, 10), signedIn('maria', seconds(11))];
    const { operators } = worldOf(events);
    expect([operators.maria?.failures, operators.jon]).toEqual([3, undefined]);
  });
});

describe('what a person has to give', () => {
  const needed = (mode: Mode, hasPin: boolean) => {
    let proof = '';
    const said = refusal(() => {
      proof = operator.requiredProof({ ...hospital, mode }, maria, hasPin);
    });
    return proof || said;
  };
  test('is the PIN, when they have one, in every mode', () => {
    expect((['live', 'drill', 'tabletop'] as const).map((mode) => needed(mode, true))).toEqual([
      'pin',
      'pin',
      'pin',
    ]);
  });
  test('is their name where nothing is real; a live plan says how to set a PIN', () => {
    expect([needed('drill', false), needed('tabletop', false), needed('live', false)]).toEqual([
      'none',
      'none',
      'refused: Maria Chen has no PIN at this console, and this plan is live: everyone needs one. Set one now (4 to 64 characters; on the command line: holdfast pin set maria), then sign in with it.',
    ]);
  });
});

describe('signing in', () => {
  test('as somebody else while somebody sits there puts both on the record', () => {
    const events = [...broken, ...operator.signIn(at(broken), { person: 'jon', proof: 'pin' })];
    const { operator: now, proof } = worldOf(events);
    expect([events.at(-1), now, proof]).toEqual([proven('jon', 100), 'jon', 'pin']);
  });
  test('needs a person of the plan, and a proof where the plan is live', () => {
    expect([
      refusal(() => operator.signIn(at(broken), { person: 'mallory', proof: 'pin' })),
      refusal(() => operator.signIn(at(broken, 100, live), { person: 'jon', proof: 'none' })).slice(0, 40),
      refusal(() => operator.signIn(at(broken, 100, live), { person: 'jon', proof: 'pin' })),
    ]).toEqual([
      'not-found: The plan names no person "mallory". It names: maria, jon, eve.',
      'refused: Jon Ade has no PIN at this cons',
      'accepted',
    ]);
  });
});

describe('leaving', () => {
  test('locks when it was for being idle, by no act of the person, until someone signs in', () => {
    const idle = operator.leave(at(broken), 'idle');
    const locked = worldOf([...broken, ...idle]);
    const back = worldOf([
      ...broken,
      ...idle,
      ...operator.signIn(at(broken), { person: 'maria', proof: 'none' }),
    ]);
    expect([idle[0]?.actor, locked.operator, locked.locked, back.operator, back.locked]).toEqual([
      'console',
      null,
      'maria',
      'maria',
      null,
    ]);
  });
  test('on purpose locks, too, and is the person’s own act', () => {
    const locked = operator.leave(at(broken), 'locked');
    expect([locked[0]?.actor, locked[0]?.data, worldOf([...broken, ...locked]).locked]).toEqual([
      'person:maria',
      { person: 'maria', because: 'locked' },
      'maria',
    ]);
  });
  test('on one’s own account locks nothing, and an empty console is left by nobody', () => {
    const left = operator.leave(at(broken), 'left');
    const after = [...broken, ...left];
    expect([left[0]?.actor, worldOf(after).locked, operator.leave(at(after), 'idle')]).toEqual([
      'person:maria',
      null,
      [],
    ]);
  });
  test('is for whoever gave only a name when the plan turns live', () => {
    const byName = [...broken, signedIn('jon', seconds(90))];
    const [out, ...more] = operator.leaveUnproven(at(byName, 100, live));
    expect([
      out,
      more,
      operator.leaveUnproven(at(byName)),
      operator.leaveUnproven(at([...broken, proven('jon', 90)], 100, live)),
      operator.leaveUnproven(at([adopted], 100, live)),
    ]).toEqual([
      happened(seconds(100), 'operator.signed-out', { person: 'jon', because: 'left' }),
      [],
      [],
      [],
      [],
    ]);
  });
});

describe('setting a PIN', () => {
  const vouch = (events: readonly NewEvent[], person: string) =>
    operator.enrol(at(events), { person, ground: 'voucher' });
  test('for the first time, or with the old one, is that person’s own act', () => {
    const grounds = ['first', 'old'] as const;
    expect(grounds.flatMap((ground) => operator.enrol(at(broken), { person: 'eve', ground }))).toEqual([
      enrolled('eve', 100),
      happened(seconds(100), 'operator.enrolled', { person: 'eve', changed: true }, 'person:eve'),
    ]);
  });
  test('for someone who forgot theirs is vouched for, by name, by a proven holder of the office', () => {
    const byMaria = happened(
      seconds(100),
      'operator.enrolled',
      { person: 'eve', by: 'maria' },
      'person:maria',
    );
    expect(vouch([...broken, proven('maria', 90)], 'eve')).toEqual([byMaria]);
  });
  test('is vouched for by nobody else', () => {
    const words =
      'refused: Eve Roe has a PIN at this console. Give the old one, or let someone else vouch who is signed in with a PIN and whom the plan gives the role Incident Commander or Deputy.';
    const left = operator.leave(at(broken), 'idle');
    expect([
      refusal(() => vouch([adopted], 'eve')),
      refusal(() => vouch(broken, 'eve')),
      refusal(() => vouch([...broken, proven('jon', 90)], 'eve')),
      refusal(() => vouch([...broken, proven('maria', 90), ...left], 'eve')),
      refusal(() => vouch([...broken, proven('eve', 90)], 'eve')),
      refusal(() => vouch([...broken, proven('maria', 90)], 'maria')).replace('Maria Chen', 'Eve Roe'),
      refusal(() => vouch([...broken, proven('maria', 90)], 'mallory')).slice(0, 9),
    ]).toEqual([words, words, words, words, words, words, 'not-found']);
  });
  test('after a moment makes nobody a second person for what was before it', () => {
    const { operators } = worldOf([adopted, enrolled('jon', 10), enrolled('eve', 10), enrolled('eve', 31)]);
    const counts = (person: string) => {
      const known = operators[person];
      return known !== undefined && operator.enrolledBefore(known, seconds(30));
    };
    const never = operator.enrolledBefore(
      { enrolledAt: null, failures: 0, lastFailureAt: null },
      seconds(30),
    );
    const same = operator.enrolledBefore(
      { enrolledAt: seconds(30), failures: 0, lastFailureAt: null },
      seconds(30),
    );
    expect([counts('jon'), counts('eve'), never, same]).toEqual([true, false, false, false]);
  });
});
