import { describe, expect, test } from 'vitest';
import { type AuthorityQuestion, authorise } from '../../src/domain/authority/authorise';
import { authoriseAutomatic } from '../../src/domain/authority/authorise-automatic';
import type { Envelope } from '../../src/domain/authority/envelope';
import type { Incident } from '../../src/domain/incident/incident';
import type { Person } from '../../src/domain/plan/plan';
import type { Service } from '../../src/domain/service/service';
import { hospital, manifestOf, signIn } from '../helpers/hospital';
import { declared } from '../helpers/outage';
import { worldOf } from '../helpers/records';

const incident = worldOf(declared).incidents['INC-0001'] as Incident;
const envelope = signIn.authority.envelopes[0] as Envelope;
const person = (id: string) => hospital.people.find((each) => each.id === id) as Person;
const until = Date.UTC(2027, 0, 1);

/** Maria, who commands, asks about the whole manifest an hour before the envelope ends. */
const question: AuthorityQuestion = {
  plan: hospital,
  person: person('maria'),
  service: signIn,
  incident,
  manifest: manifestOf(),
  at: until - 3_600_000,
};
const within = (...envelopes: Partial<Envelope>[]): Service => ({
  ...signIn,
  authority: {
    ...signIn.authority,
    initiate: [],
    envelopes: envelopes.map((change) => ({ ...envelope, ...change })),
  },
});
const answer = (change: Partial<AuthorityQuestion>) => {
  const decision = authorise({ ...question, ...change });
  return decision.granted ? decision.envelope : decision.because;
};

test('in a tabletop nothing is sent to endpoints, by nobody, by itself, or by breaking the glass', () => {
  const tabletop: Incident = { ...incident, mode: 'tabletop' };
  const automatic = within({ mode: 'automatic' });
  expect([
    authorise({ ...question, incident: tabletop }),
    authoriseAutomatic(automatic, incident, manifestOf(), question.at).granted,
    authoriseAutomatic(automatic, tabletop, manifestOf(), question.at),
  ]).toEqual([
    {
      granted: false,
      because:
        'This is a tabletop: nothing is sent to endpoints. Say what would be done, and write it down (N).',
      remedy: { by: 'nothing' },
    },
    true,
    { granted: false, because: 'this is a tabletop: nothing is sent to endpoints' },
  ]);
});

test('the Incident Commander is granted what an envelope allows, with the bounds in words', () => {
  expect(authorise(question)).toEqual({
    granted: true,
    ground: 'person',
    envelope: 'sign-in/restart-agent',
    because: 'envelope sign-in/restart-agent, SEV-2 or worse, up to 1,000 endpoints',
  });
});

describe('who may', () => {
  test('a role that the plan names, a person that it names, and the commander', () => {
    const named = { ...signIn, authority: { ...signIn.authority, initiate: ['eve'] } };
    expect([
      answer({ person: person('jon') }),
      answer({ person: person('eve'), service: named }),
      answer({ service: { ...named, authority: { ...named.authority, initiate: [] } } }),
    ]).toEqual([envelope.id, envelope.id, envelope.id]);
  });
  test('taking command gives no right to run to whom the plan gave no such office', () => {
    const taken = { ...incident, commander: 'eve' };
    expect([
      answer({ person: person('eve'), incident: taken }).startsWith('Eve Roe may not start recovery'),
      answer({ person: { ...person('eve'), roles: ['deputy'] }, incident: taken }),
    ]).toEqual([true, envelope.id]);
  });
  test('nobody else, whatever their id looks like', () => {
    const impostor: Person = {
      id: 'role:operations-lead',
      name: 'Impostor',
      roles: ['role:operations-lead'],
      contacts: [],
    };
    const words =
      'may not start recovery of Clinical sign-in. May: role:operations-lead, or an Incident Commander whom the plan gives that role.';
    expect([answer({ person: person('eve') }), answer({ person: impostor })]).toEqual([
      `Eve Roe ${words}`,
      `Impostor ${words}`,
    ]);
  });
  test('nobody by having commanded once', () => {
    expect(answer({ incident: { ...incident, commander: 'jon' } })).toContain('Maria Chen may not start');
  });
});

describe('every bound of an envelope', () => {
  test('the last moment of validity still counts, the next one does not', () => {
    expect([answer({ at: until }), answer({ at: until + 1 })]).toEqual([
      envelope.id,
      'Envelope sign-in/restart-agent: expired on 2027-01-01.',
    ]);
  });
  test('the severity of the incident must be as bad as agreed, or worse', () => {
    const at = (severity: Incident['severity']) => answer({ incident: { ...incident, severity } });
    expect([at('SEV-1'), at('SEV-2'), at('SEV-3')]).toEqual([
      envelope.id,
      envelope.id,
      'Envelope sign-in/restart-agent: needs SEV-2 or worse, INC-0001 is SEV-3.',
    ]);
  });
  test('the manifest may have as many endpoints as agreed, not one more', () => {
    expect([
      answer({ service: within({ maxEndpoints: 10 }) }),
      answer({ service: within({ maxEndpoints: 9 }) }),
    ]).toEqual([envelope.id, 'Envelope sign-in/restart-agent: allows 9 endpoints, the manifest has 10.']);
  });
  test('two persons are never one, and a person may start what may start by itself', () => {
    expect([
      answer({ service: within({ mode: 'two-person' }) }),
      answer({ service: within({ mode: 'automatic' }) }),
    ]).toEqual([
      'Envelope sign-in/restart-agent: needs a second person to approve this manifest.',
      envelope.id,
    ]);
  });
  test('the runbook must be the one agreed', () => {
    expect(answer({ service: within({ runbook: 'reimage' }) })).toBe(
      'No envelope of Clinical sign-in allows the runbook "restart-agent".',
    );
  });
  test('one open envelope among closed ones is enough; where none is open each says why', () => {
    const old = { id: 'old', untilMs: 0 };
    const small = { id: 'small', maxEndpoints: 1 };
    expect([answer({ service: within(old, small, {}) }), answer({ service: within(old, small) })]).toEqual([
      envelope.id,
      'Envelope old: expired on 1970-01-01. Envelope small: allows 1 endpoints, the manifest has 10.',
    ]);
  });
});

test('nothing is allowed by default: no envelope, or no endpoint, is a refusal', () => {
  expect([answer({ service: within() }), answer({ manifest: manifestOf(hospital, {}, []) })]).toEqual([
    'No envelope of Clinical sign-in allows the runbook "restart-agent".',
    'The manifest is empty: no endpoint can be reached that the runbook may touch.',
  ]);
});
