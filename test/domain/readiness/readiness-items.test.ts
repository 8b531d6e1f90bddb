import { expect, test } from 'vitest';
import type { Plan } from '../../../src/domain/plan/plan';
import type { ConsoleFacts } from '../../../src/domain/readiness/console-facts';
import { isAddress } from '../../../src/domain/readiness/is-address';
import { named } from '../../../src/domain/readiness/named';
import { judgeReadiness } from '../../../src/domain/readiness/readiness';
import type { Look, Service } from '../../../src/domain/service/service';
import { agentProbe, hospital, noon, restartAgent, signIn, workstations } from '../../helpers/hospital';

const facts: ConsoleFacts = {
  ...{ nowMs: noon, login: 'key', hosts: new Set<string>(), sudoSecret: null },
  ...{ programs: new Set<string>(), pins: new Set(['maria', 'jon']) },
};
const [envelope] = signIn.authority.envelopes as [(typeof signIn.authority.envelopes)[0]];
const [step] = restartAgent.steps as [(typeof restartAgent.steps)[0]];
const become = { user: 'root', method: 'sudo' as const };

/** What is said of one item of the readiness of a service. */
function item(
  id: string,
  service: Partial<Service>,
  known: Partial<ConsoleFacts> = {},
  plan: Partial<Plan> = {},
) {
  const services = [{ ...signIn, ...service }];
  const [first] = judgeReadiness({ ...hospital, services, ...plan }, { ...facts, ...known });
  const found = first?.items.find((each) => each.id === id);
  return found && `${found.ok ? 'ok' : 'missing'}: ${found.words}`;
}
const withAuthority = (change: Partial<Service['authority']>) => ({
  authority: { ...signIn.authority, ...change },
});

test('an address is what nobody has to be asked for', () => {
  const addresses = [
    '10.0.0.1',
    '255.255.255.255',
    '0.0.0.0',
    '::1',
    'fd00::1',
    'FE80::1%eth0',
    '::ffff:10.0.0.1',
  ];
  const names = [
    '10.0.0.256',
    '10.0.0',
    '10.0.0.1.2',
    'ws-1',
    'dead.beef',
    'bad',
    'host:22',
    '256.1.1.1',
    'x10.0.0.1',
  ];
  expect([addresses.filter((each) => !isAddress(each)), names.filter(isAddress)]).toEqual([[], []]);
});

test('three names are told, and of more the number', () => {
  expect(
    [[], ['a'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd', 'e']].map((names) => named(names, 9, 'are')),
  ).toEqual(['0 of 9 are', '1 of 9 are: a', '3 of 9 are: a, b, c', '5 of 9 are: a, b, c and 2 more']);
});

test('an envelope holds for the readiness of a service to its last moment, the longest is told', () => {
  const until = (...ends: readonly number[]) =>
    withAuthority({ envelopes: ends.map((untilMs) => ({ ...envelope, untilMs })) });
  expect([
    item('authority', until(noon)),
    item('authority', until(noon - 1)),
    item('authority', until(Date.UTC(2027, 0, 1), Date.UTC(2028, 0, 1), Date.UTC(2026, 11, 1))),
    item('authority', withAuthority({ envelopes: [{ ...envelope, runbook: 'other' }] })),
  ]).toEqual([
    'ok: an envelope is in force until 2026-10-01',
    'missing: no envelope is in force for its runbook',
    'ok: an envelope is in force until 2028-01-01',
    'missing: no envelope is in force for its runbook',
  ]);
});

test('whoever commands and whoever is named may start it, if they have a PIN here', () => {
  const pins = (...of: readonly string[]) => item('initiator', {}, { pins: new Set(of) });
  expect([
    pins('maria'),
    pins('jon'),
    pins('maria', 'jon'),
    pins('eve'),
    item('initiator', {}, { pins: null }),
  ]).toEqual([
    'ok: may start it with a PIN here: Maria Chen',
    'ok: may start it with a PIN here: Jon Ade',
    'ok: may start it with a PIN here: Jon Ade, Maria Chen',
    'missing: nobody who may start it has a PIN at this console',
    undefined,
  ]);
});

test('a second person is asked for only where every envelope in force needs two, and is never the first', () => {
  const two = { ...envelope, mode: 'two-person' as const };
  const alone = withAuthority({ envelopes: [two], approve: ['maria'] });
  expect([
    item('second-person', withAuthority({ envelopes: [two, envelope] })),
    item('second-person', withAuthority({ envelopes: [] })),
    item('second-person', withAuthority({ envelopes: [two] })),
    item('second-person', alone, { pins: new Set(['maria']) }),
    item('second-person', alone),
  ]).toEqual([
    undefined,
    undefined,
    'ok: a second person has a PIN here',
    'missing: nobody who may be the second person has a PIN at this console',
    'ok: a second person has a PIN here',
  ]);
});

test('the owner, those who may start and the succession are to be called by telephone', () => {
  const people = hospital.people.map((person) => (person.id === 'eve' ? person : { ...person, phone: '+1' }));
  const silent = (service: Partial<Service>) => item('telephones', service, {}, { people });
  expect([
    silent({}),
    silent({ owner: 'eve' }),
    silent(withAuthority({ initiate: ['eve'] })),
    silent(withAuthority({ succession: ['eve'] })),
  ]).toEqual([
    'ok: 0 of 2 people have no telephone number',
    'missing: 1 of 3 people have no telephone number: Eve Roe',
    'missing: 1 of 3 people have no telephone number: Eve Roe',
    'missing: 1 of 3 people have no telephone number: Eve Roe',
  ]);
});

test('a probe that asks a name needs DNS, one that asks endpoints or an address does not', () => {
  const looks: readonly Look[] = [
    { by: 'ssh', command: 'true' },
    { by: 'tcp', host: null, port: 22 },
    { by: 'tcp', host: '10.0.0.9', port: 443 },
    { by: 'http', url: 'http://[fd00::1]:8080/', status: [200] },
    { by: 'http', url: 'https://portal.example/health', status: [200] },
    { by: 'tls', host: 'portal.example', port: 443, leastMs: 1 },
    { by: 'dns', name: 'portal.example' },
  ];
  const said = looks.map(
    (look) => item('verification', { probes: [{ ...agentProbe, look }] })?.split(':')[0],
  );
  expect(said).toEqual(['ok', 'ok', 'ok', 'ok', 'missing', 'missing', 'missing']);
  const probes = [agentProbe, { ...agentProbe, id: 'portal', look: looks[4] as Look }];
  expect([
    item('verification', { probes }),
    item('verification', { probes: probes.slice(1) }, { hosts: new Set(['portal.example']) }),
  ]).toEqual([
    'ok: 1 of 2 probes ask for a name that needs DNS: portal',
    'ok: 0 of 1 probes ask for a name that needs DNS',
  ]);
});

test('one endpoint is one', () => {
  expect([1, 2].map((count) => item('endpoints', {}, {}, { endpoints: workstations(count) }))).toEqual([
    'ok: 1 endpoint',
    'ok: 2 endpoints',
  ]);
});

test('a secret is asked for where a step becomes another user and the plan names one', () => {
  const runbook = (...steps: readonly object[]) => ({
    runbooks: [{ ...restartAgent, steps: steps.map((each) => ({ ...step, ...each })) }],
  });
  const known = { sudoSecret: 'there' } as const;
  expect([
    item('secrets', {}, known, runbook({})),
    item('secrets', {}, known, runbook({}, { become })),
    item('secrets', {}, {}, runbook({ become })),
    item('secrets', {}, { sudoSecret: 'missing' }, runbook({ become })),
  ]).toEqual([
    undefined,
    'ok: what sudo is answered is here',
    undefined,
    'missing: the file of what sudo is answered is not here',
  ]);
});

test('programs that the runbook of a strategy needs are asked for, too', () => {
  const strategy = {
    ...{
      id: 'way',
      mechanism: 'manual' as const,
      trigger: null,
      team: [],
      tools: [],
      expectedMs: null,
      fallback: null,
    },
    ...{ runbook: 'played', dependencies: [] },
  } as const;
  const steps = [{ ...step, kind: 'ansible' as typeof step.kind }];
  const runbooks = [restartAgent, { ...restartAgent, id: 'played', steps }];
  const tools = (programs: readonly string[]) =>
    item('tools', { strategies: [strategy] }, { programs: new Set(programs) }, { runbooks });
  expect([tools([]), tools(['ansible-playbook']), item('tools', {}, {}, { runbooks })]).toEqual([
    'missing: not here: ansible-playbook',
    'ok: here: ansible-playbook',
    undefined,
  ]);
});

test('of what restores a service and needs it the first is told with the number of others; channels restore nothing', () => {
  const need = { kind: 'identity', service: 'sign-in', name: null } as const;
  const to = [{ channel: 'pager', address: null }];
  const audience = {
    ...{ id: 'staff', name: 'Staff', to },
    ...{ firstMs: 1, everyMs: 1, floorMs: 1, ceilingMs: 1 },
  };
  const told = {
    channels: [{ id: 'pager', name: 'Pager', kind: 'pagerduty', secret: 'x' }],
    channelNeeds: { pager: [need] },
  } as unknown as Partial<Plan>;
  const runbooks = [{ ...restartAgent, dependencies: [need] }];
  const other = { ...signIn, id: 'portal', name: 'Portal', tier: 5 };
  const circles = (plan: Partial<Plan>) => item('circles', { audiences: [audience] as never }, {}, plan);
  expect([
    circles({ ...told, runbooks }),
    circles({ ...told, runbooks, consoleNeeds: [need] }),
    circles(told),
    item(
      'circles',
      { id: 'sign-in', tier: 1 },
      {},
      {
        services: [signIn, other],
        consoleNeeds: [{ ...need, service: 'portal' }],
      },
    ),
  ]).toEqual([
    'missing: what restores it needs it: restart-agent → sign-in',
    'missing: what restores it needs it: restart-agent → sign-in and 1 more',
    'ok: nothing it is restored with needs it',
    'ok: nothing it is restored with needs it',
  ]);
});

test('equally critical and ready services are in the order of their ids', () => {
  const order = (...ids: readonly string[]) =>
    judgeReadiness({ ...hospital, services: ids.map((id) => ({ ...signIn, id })) }, facts).map(
      (each) => each.service,
    );
  expect([order('a', 'b', 'c'), order('c', 'b', 'a'), order('b', 'c', 'a')]).toEqual(
    Array(3).fill(['a', 'b', 'c']),
  );
});

test('of equally critical services the least ready stands first, whatever its id', () => {
  const services = [
    { ...signIn, id: 'a' },
    { ...signIn, id: 'z', probes: [] },
  ];
  expect(judgeReadiness({ ...hospital, services }, facts).map(({ service }) => service)).toEqual(['z', 'a']);
});
