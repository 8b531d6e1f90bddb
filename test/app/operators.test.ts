import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pinFileIn } from '../../src/identity/pin-file';
import { hospital, seconds } from '../helpers/hospital';
import { type Desk, openDesk, outcome } from '../helpers/operators';

const right = 'right 1';
const wrong = 'wrong 1';

/** A desk at which these people have set the right PIN. */
async function deskOf(
  people: readonly string[],
  setting: Parameters<typeof openDesk>[0] = {},
): Promise<Desk> {
  const desk = openDesk(setting);
  for (const person of people) await desk.enrol({ person, pin: right });
  return desk;
}
const operatorOf = ({ ledger }: Desk) => {
  const { operator, proof, locked } = ledger.world();
  return { operator, proof, locked };
};

describe('signing in', () => {
  test('by name is enough in a drill for who has no PIN, and not for who has one', async () => {
    const desk = await deskOf(['maria']);
    const said = [
      await outcome(desk.signIn({ person: 'jon' })),
      await outcome(desk.signIn({ person: 'maria' })),
      await outcome(desk.signIn({ person: 'maria', pin: right })),
    ];
    expect([said, desk.story()]).toEqual([
      [null, 'refused: Maria Chen has a PIN at this console. Type it.', null],
      [
        ['operator.enrolled', { person: 'maria' }],
        ['operator.signed-in', { person: 'jon', proof: 'none' }],
        ['operator.signed-in', { person: 'maria', proof: 'pin' }],
      ],
    ]);
  });

  test('in a live plan needs a PIN, which may be set there and then', async () => {
    const desk = openDesk({ mode: 'live' });
    const refused = await outcome(desk.signIn({ person: 'maria' }));
    await desk.enrol({ person: 'maria', pin: right });
    await desk.signIn({ person: 'maria', pin: right });
    expect([refused, operatorOf(desk)]).toEqual([
      expect.stringContaining('Set one now (4 to 64 characters'),
      { operator: 'maria', proof: 'pin', locked: null },
    ]);
  });

  test('with a PIN that was never set does not sign in by name instead', async () => {
    const desk = openDesk();
    expect([await outcome(desk.signIn({ person: 'jon', pin: right })), desk.story()]).toEqual([
      'refused: Jon Ade has no PIN at this console yet. Set one first, or go on without.',
      [],
    ]);
  });

  test('needs a plan and a person in it', async () => {
    const desk = openDesk();
    const stranger = await outcome(desk.signIn({ person: '__proto__', pin: right }));
    desk.adopt(null);
    expect([stranger, await outcome(desk.signIn({ person: 'jon' })), desk.story()]).toEqual([
      'not-found: The plan names no person "__proto__". It names: maria, jon, eve.',
      'refused: No plan is in force. Open a plan folder first.',
      [],
    ]);
  });

  test('by name is refused when the plan turned live while it was under way', async () => {
    const desk = openDesk();
    const under = desk.signIn({ person: 'jon' });
    desk.adopt({ ...hospital, mode: 'live' });
    expect([await outcome(under), desk.story()]).toEqual([expect.stringContaining('this plan is live'), []]);
  });

  test('after the console locked unlocks it: with the PIN, or by name for who has none', async () => {
    const desk = await deskOf(['maria']);
    await desk.signIn({ person: 'maria', pin: right });
    await desk.leave({ because: 'idle' });
    const locked = operatorOf(desk);
    const byName = await outcome(desk.signIn({ person: 'maria' }));
    const stillLocked = operatorOf(desk);
    await desk.signIn({ person: 'maria', pin: right });
    const back = operatorOf(desk);
    await desk.signIn({ person: 'eve' });
    await desk.leave({ because: 'idle' });
    await desk.signIn({ person: 'eve' });
    expect([locked, byName, stillLocked, back, operatorOf(desk)]).toEqual([
      { operator: null, proof: 'none', locked: 'maria' },
      'refused: Maria Chen has a PIN at this console. Type it.',
      locked,
      { operator: 'maria', proof: 'pin', locked: null },
      { operator: 'eve', proof: 'none', locked: null },
    ]);
  });
});

describe('wrong PINs', () => {
  test('are refused in words, journalled, delayed from the third on, and what comes too early does not count', async () => {
    const desk = await deskOf(['maria']);
    const said: unknown[] = [];
    for (const waitMs of [0, 0, 0, 999, 1, 1000, 1000]) {
      desk.clock.advance(waitMs);
      said.push(await outcome(desk.signIn({ person: 'maria', pin: wrong })));
    }
    const early = await outcome(desk.signIn({ person: 'maria', pin: right }));
    desk.clock.advance(4000);
    const inTime = await outcome(desk.signIn({ person: 'maria', pin: right }));
    expect([said, early, inTime, desk.ledger.world().operators.maria?.failures]).toEqual([
      [
        'refused: Wrong PIN for Maria Chen. 1 wrong so far; try again.',
        'refused: Wrong PIN for Maria Chen. 2 wrong so far; try again.',
        'refused: Wrong PIN for Maria Chen. 3 wrong so far; next try in 1 s.',
        'refused: 3 wrong PINs for Maria Chen so far; next try in 1 s. This one was not looked at.',
        'refused: Wrong PIN for Maria Chen. 4 wrong so far; next try in 2 s.',
        'refused: 4 wrong PINs for Maria Chen so far; next try in 1 s. This one was not looked at.',
        'refused: Wrong PIN for Maria Chen. 5 wrong so far; next try in 4 s.',
      ],
      'refused: 5 wrong PINs for Maria Chen so far; next try in 4 s. This one was not looked at.',
      null,
      0,
    ]);
  });

  test('typed side by side cannot outrun the delay, nor can sign-in, proof and a change of PIN together', async () => {
    const desk = await deskOf(['maria', 'jon']);
    const tries = Array.from({ length: 12 }, (_, index) =>
      index % 3 === 0
        ? desk.signIn({ person: 'maria', pin: wrong })
        : index % 3 === 1
          ? desk.prove('maria', wrong)
          : desk.enrol({ person: 'maria', pin: 'new one', oldPin: wrong }),
    );
    const other = desk.signIn({ person: 'jon', pin: right });
    const said = await Promise.all(tries.map(outcome));
    const looked = said.filter((each) => String(each).startsWith('refused: Wrong PIN'));
    expect([looked.length, said.length, await other, desk.ledger.world().operators.maria?.failures]).toEqual([
      3,
      12,
      null,
      3,
    ]);
  });

  test('outlive a restart, with the delay that was left', async () => {
    const desk = await deskOf(['maria']);
    for (let left = 3; left > 0; left -= 1) await outcome(desk.signIn({ person: 'maria', pin: wrong }));
    desk.clock.advance(400);
    const again = desk.reopen();
    const early = await outcome(again.signIn({ person: 'maria', pin: right }));
    again.clock.advance(600);
    expect([early, await outcome(again.signIn({ person: 'maria', pin: right }))]).toEqual([
      'refused: 3 wrong PINs for Maria Chen so far; next try in 1 s. This one was not looked at.',
      null,
    ]);
  });

  test('keep nobody out because the clock was set back a day, and still count', async () => {
    const desk = await deskOf(['maria']);
    for (let left = 8; left > 0; left -= 1) {
      await outcome(desk.signIn({ person: 'maria', pin: wrong }));
      desk.clock.advance(30_000);
    }
    desk.clock.set(seconds(-86_400));
    const worse = await outcome(desk.signIn({ person: 'maria', pin: wrong }));
    desk.clock.advance(30_000);
    expect([worse, await outcome(desk.signIn({ person: 'maria', pin: right }))]).toEqual([
      'refused: Wrong PIN for Maria Chen. 9 wrong so far; next try in 30 s.',
      null,
    ]);
  });

  test('never reach the journal or an error, and neither do right ones', async () => {
    const desk = await deskOf(['maria']);
    const said = [
      await outcome(desk.signIn({ person: 'maria', pin: wrong })),
      await outcome(desk.enrol({ person: 'maria', pin: '0000', oldPin: right })),
      await outcome(desk.enrol({ person: 'maria', pin: 'a third one', oldPin: wrong })),
      await outcome(desk.enrol({ person: 'maria', pin: 'a third one', oldPin: right })),
    ];
    const told = JSON.stringify([said, desk.story()]) + readFileSync(pinFileIn(desk.folder), 'utf8');
    expect(['0000', 'a third one', right, wrong].filter((pin) => told.includes(pin))).toEqual([]);
  });
});

describe('a proof', () => {
  test('changes nobody at the console and journals nothing but a wrong PIN', async () => {
    const desk = await deskOf(['jon']);
    await desk.signIn({ person: 'maria' });
    const before = desk.story().length;
    const proofs = [await desk.prove('jon', right), await desk.prove('eve', undefined)];
    const refused = await outcome(desk.prove('jon', wrong));
    expect([proofs, refused, operatorOf(desk).operator, desk.story().slice(before)]).toEqual([
      ['pin', 'none'],
      'refused: Wrong PIN for Jon Ade. 1 wrong so far; try again.',
      'maria',
      [['operator.refused', { person: 'jon', attempts: 1 }]],
    ]);
  });
});

describe('setting a PIN', () => {
  test('is trusted once; a change takes the old one', async () => {
    const desk = openDesk();
    const said = [
      await outcome(desk.enrol({ person: 'maria', pin: 'first one', oldPin: 'none such' })),
      await outcome(desk.enrol({ person: 'maria', pin: 'first one' })),
      await outcome(desk.enrol({ person: 'maria', pin: 'taken over' })),
      await outcome(desk.enrol({ person: 'maria', pin: 'taken over', oldPin: 'guessed' })),
      await outcome(desk.enrol({ person: 'maria', pin: 'second one', oldPin: 'first one' })),
      await outcome(desk.prove('maria', 'second one')),
    ];
    expect(said).toEqual([
      'refused: Maria Chen has no PIN at this console yet. Leave the old one empty.',
      null,
      expect.stringContaining('Give the old one, or let someone else vouch'),
      'refused: Wrong PIN for Maria Chen. 1 wrong so far; try again.',
      null,
      'pin',
    ]);
  });

  test('twice side by side for the first time: one is trusted, the other is not', async () => {
    const desk = openDesk();
    const both = ['one of two', 'two of two'].map((pin) => outcome(desk.enrol({ person: 'maria', pin })));
    const [first, second] = await Promise.all(both);
    expect([first, second, await desk.prove('maria', 'one of two')]).toEqual([
      null,
      expect.stringContaining('let someone else vouch'),
      'pin',
    ]);
  });

  test('for someone who forgot it takes a commander by plan who is signed in with a PIN, and names them', async () => {
    const desk = await deskOf(['maria', 'jon', 'eve']);
    await desk.signIn({ person: 'jon', pin: right });
    const byJon = await outcome(desk.enrol({ person: 'eve', pin: 'new for eve' }));
    await desk.signIn({ person: 'maria', pin: right });
    await desk.enrol({ person: 'eve', pin: 'new for eve' });
    expect([byJon, desk.story().at(-1), await desk.prove('eve', 'new for eve')]).toEqual([
      expect.stringContaining('whom the plan gives the role Incident Commander or Deputy'),
      ['operator.enrolled', { person: 'eve', by: 'maria' }],
      'pin',
    ]);
  });

  test('forgives the wrong ones before it', async () => {
    const desk = await deskOf(['maria', 'eve']);
    for (let left = 3; left > 0; left -= 1) await outcome(desk.prove('eve', wrong));
    await desk.signIn({ person: 'maria', pin: right });
    await desk.enrol({ person: 'eve', pin: 'new for eve' });
    expect(await outcome(desk.prove('eve', 'new for eve'))).toBe('pin');
  });

  test('that anyone would try first is refused before anything is written', async () => {
    const desk = openDesk();
    const said = await Promise.all(
      ['1234', '7777'].map((pin) => outcome(desk.enrol({ person: 'maria', pin }))),
    );
    expect([said.map((each) => String(each).slice(0, 26)), desk.story(), desk.pins.has('maria')]).toEqual([
      ['refused: A PIN that counts', 'refused: A PIN that repeat'],
      [],
      false,
    ]);
  });
});

test('a broken PIN file signs nobody in, by name neither, and says which file it is', async () => {
  const desk = await deskOf(['maria']);
  const file = pinFileIn(desk.folder);
  writeFileSync(file, '{');
  const said = [
    await outcome(desk.signIn({ person: 'maria', pin: right })),
    await outcome(desk.signIn({ person: 'jon' })),
    await outcome(desk.enrol({ person: 'jon', pin: right })),
  ];
  expect([new Set(said), desk.story().length, readFileSync(file, 'utf8')]).toEqual([
    new Set([expect.stringContaining(`unavailable: The PIN file ${file} cannot be used: it is not JSON.`)]),
    1,
    '{',
  ]);
});

test('whoever sat here before the console was started anew has to sign in again', async () => {
  const desk = await deskOf(['maria']);
  await desk.signIn({ person: 'maria', pin: right });
  expect(operatorOf(desk.reopen())).toEqual({ operator: null, proof: 'none', locked: null });
});
