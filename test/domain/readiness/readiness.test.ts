import { expect, test } from 'vitest';
import type { Plan } from '../../../src/domain/plan/plan';
import type { ConsoleFacts } from '../../../src/domain/readiness/console-facts';
import { judgeReadiness } from '../../../src/domain/readiness/readiness';
import { programsNeeded } from '../../../src/domain/readiness/runbook-items';
import type { Service } from '../../../src/domain/service/service';
import { hospital, noon, restartAgent, signIn, workstations } from '../../helpers/hospital';

const facts: ConsoleFacts = {
  nowMs: noon,
  login: 'key',
  hosts: new Set(),
  sudoSecret: null,
  programs: new Set(),
  pins: new Set(['maria', 'jon']),
};
const ready: Plan = {
  ...hospital,
  people: hospital.people.map((person) => ({ ...person, phone: '+1' })),
  endpoints: workstations(10).map((each, index) => ({ ...each, address: `10.0.0.${index + 1}` })),
};

function judged(change: Partial<Plan>, known: Partial<ConsoleFacts> = {}) {
  const [first] = judgeReadiness({ ...ready, ...change }, { ...facts, ...known });
  const { items = [], score = 0 } = first ?? {};
  const missing = items.filter(({ ok }) => !ok).map(({ id, words }) => `${id}: ${words}`);
  return { score: `${Math.round(score * items.length)}/${items.length}`, missing };
}
const withService = (service: Partial<Service>) => judged({ services: [{ ...signIn, ...service }] }).missing;

test('a console that has everything can restore the service', () => {
  expect(judged({})).toEqual({ score: '10/10', missing: [] });
});

test('a name that only DNS knows is missing; one in the hosts file and one on the way are told apart', () => {
  const [first, second, ...rest] = ready.endpoints as [Plan['endpoints'][0], Plan['endpoints'][0]];
  const hop = { name: 'bastion', address: 'bastion.example', port: 22, user: 'ops', hostKeys: [] };
  const endpoints = [{ ...first, address: 'WS-1.example' }, { ...second, jump: [hop] }, ...rest];
  expect([
    judged({ endpoints }),
    judged({ endpoints }, { hosts: new Set(['ws-1.example', 'bastion.example']) }),
  ]).toEqual([
    {
      score: '8/10',
      missing: [
        'addresses: 2 of 10 endpoints are reached by a name that needs DNS: ws-1, ws-2',
        'host-keys: 1 of 10 endpoints have no host key on file, also on the way: ws-2',
      ],
    },
    {
      score: '9/10',
      missing: ['host-keys: 1 of 10 endpoints have no host key on file, also on the way: ws-2'],
    },
  ]);
});

test('a missing key, a missing secret and a missing program are named', () => {
  const [step] = restartAgent.steps as [(typeof restartAgent.steps)[0]];
  const become = { user: 'root', method: 'sudo' as const };
  const ansible = { ...step, kind: 'ansible' as typeof step.kind, become };
  const runbooks = [{ ...restartAgent, steps: [ansible] }];
  expect(programsNeeded({ services: [signIn], runbooks })).toEqual(['ansible-playbook']);
  expect(judged({ runbooks }, { login: 'none', sudoSecret: 'missing' })).toEqual({
    score: '9/12',
    missing: [
      'login: neither the private key of the plan nor an SSH agent is here',
      'secrets: the file of what sudo is answered is not here',
      'tools: not here: ansible-playbook',
    ],
  });
});

test('nobody with a PIN here, no envelope in force and no telephone are named', () => {
  const found = judged({ people: hospital.people }, { pins: new Set(['eve']), nowMs: Date.UTC(2028, 0) });
  expect(found.missing).toEqual([
    'authority: no envelope is in force for its runbook',
    'initiator: nobody who may start it has a PIN at this console',
    'telephones: 2 of 2 people have no telephone number: Maria Chen, Jon Ade',
  ]);
});

test('two people are asked for where the only envelope needs two', () => {
  const envelopes = signIn.authority.envelopes.map((each) => ({ ...each, mode: 'two-person' as const }));
  const services = [{ ...signIn, authority: { ...signIn.authority, envelopes } }];
  expect([judged({ services }).missing, judged({ services }, { pins: new Set(['maria']) }).missing]).toEqual([
    [],
    ['second-person: nobody who may be the second person has a PIN at this console'],
  ]);
});

test('a service without endpoints, runbook or probes, or that its own recovery needs, is not ready', () => {
  expect([
    withService({ endpoints: 'role=none' }),
    withService({ restore: undefined }),
    withService({ probes: [] }),
    judged({ consoleNeeds: [{ kind: 'identity', service: 'sign-in', name: null }] }).missing,
  ]).toEqual([
    ['endpoints: 0 endpoints'],
    ['runbook: no runbook restores it', 'authority: no envelope is in force for its runbook'],
    ['verification: nothing would show that it works again'],
    ['circles: what restores it needs it: this console → sign-in'],
  ]);
});

test('the most critical and then the least ready come first', () => {
  const services = [
    { ...signIn, id: 'c', tier: 2 },
    { ...signIn, id: 'b' },
    { ...signIn, id: 'a', probes: [] },
  ];
  expect(judgeReadiness({ ...ready, services }, facts).map(({ service }) => service)).toEqual([
    'a',
    'b',
    'c',
  ]);
});
