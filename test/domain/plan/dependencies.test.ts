import { expect, test } from 'vitest';
import { blastSet, wayDown } from '../../../src/domain/plan/dependencies/blast-set';
import { circlesIn } from '../../../src/domain/plan/dependencies/circles';
import { circularRecoveries } from '../../../src/domain/plan/dependencies/circular-recovery';
import { dependencyGraph } from '../../../src/domain/plan/dependencies/graph';
import { restoreOrder } from '../../../src/domain/plan/dependencies/restore-order';
import { slowestNeeds, wayToSlowest } from '../../../src/domain/plan/dependencies/slowest-need';
import type { Dependency } from '../../../src/domain/plan/dependency';
import type { Service } from '../../../src/domain/service/service';
import { endpoint, restartAgent, signIn } from '../../helpers/hospital';

const minute = 60_000;

function service(id: string, dependsOn: readonly string[], tier = 2, rtoMinutes = 60): Service {
  const objectives = { ...signIn.objectives, rtoMs: rtoMinutes * minute };
  return { ...signIn, id, name: id, tier, dependsOn, objectives, endpoints: `name=${id}-*` };
}

const on = (id: string): Dependency => ({ kind: 'service', service: id, name: null });

const hospital = [
  service('portal', ['sign-in', 'network'], 3),
  service('sign-in', ['directory'], 1, 15),
  service('directory', ['network'], 1, 10),
  service('imaging', ['network'], 1, 5),
  service('network', [], 4, 30),
];

test('what others need is restored first, then by tier, then by RTO', () => {
  expect(restoreOrder(dependencyGraph(hospital))).toEqual({
    order: [
      { service: 'network', stage: 0 },
      { service: 'imaging', stage: 1 },
      { service: 'directory', stage: 1 },
      { service: 'sign-in', stage: 2 },
      { service: 'portal', stage: 3 },
    ],
    stuck: [],
  });
});

test('services that need each other have no order, and say so', () => {
  const graph = dependencyGraph([
    service('a', ['b']),
    service('b', ['a']),
    service('c', ['b']),
    service('d', []),
  ]);
  expect([restoreOrder(graph), circlesIn(graph)]).toEqual([
    { order: [{ service: 'd', stage: 0 }], stuck: ['a', 'b', 'c'] },
    [['a', 'b', 'a']],
  ]);
});

test('what a plan does not restore is a node of the map, and takes no place in the order', () => {
  const line: Dependency = { kind: 'network', service: null, name: 'Line of the provider' };
  const graph = dependencyGraph([
    { ...service('a', []), dependencies: [line] },
    { ...service('b', ['a']), dependencies: [on('a'), line] },
  ]);
  expect(restoreOrder(graph).order).toEqual([
    { service: 'a', stage: 0 },
    { service: 'b', stage: 1 },
  ]);
  expect(blastSet(graph, ['network:Line of the provider'])).toEqual([
    { service: 'a', distance: 1, over: 'network:Line of the provider' },
    { service: 'b', distance: 1, over: 'network:Line of the provider' },
  ]);
});

test('a failure reaches all that need it, each on its shortest way', () => {
  const graph = dependencyGraph(hospital);
  const reached = blastSet(graph, ['directory']);
  expect([reached.map((each) => each.service), wayDown(reached, 'portal')]).toEqual([
    ['sign-in', 'portal'],
    ['portal', 'sign-in', 'directory'],
  ]);
});

test('the slowest of all that a service needs is found over others', () => {
  const slowest = slowestNeeds(dependencyGraph(hospital));
  expect([slowest.get('sign-in')?.rtoMs, wayToSlowest(slowest, 'portal'), slowest.get('network')]).toEqual([
    30 * minute,
    ['portal', 'network'],
    undefined,
  ]);
  expect(wayToSlowest(slowest, 'sign-in')).toEqual(['sign-in', 'directory', 'network']);
});

const plan = {
  services: hospital,
  runbooks: [restartAgent],
  channels: [],
  endpoints: [],
};
const found = (changed: Partial<Parameters<typeof circularRecoveries>[0]>) => {
  const all = { ...plan, ...changed };
  return circularRecoveries(all, dependencyGraph(all.services)).map(({ service: of, means, way }) =>
    [of, means.by, means.id ?? '', ...way].join(' '),
  );
};

test('a runbook that needs what it restores is shown with its way', () => {
  const runbook = { ...restartAgent, dependencies: [on('portal')] };
  const services = hospital.map((each) => (each.id === 'directory' ? each : { ...each, restore: undefined }));
  const own = services.map((each) =>
    each.id === 'directory' ? each : { ...each, authority: { ...each.authority, envelopes: [] } },
  );
  expect(found({ runbooks: [runbook], services: own })).toEqual([
    'directory runbook restart-agent portal sign-in directory',
  ]);
});

test('a console that signs in with what it restores is shown for all that it needs', () => {
  expect(found({ consoleNeeds: [{ kind: 'identity', service: 'directory', name: null }] })).toEqual([
    'directory console  directory',
    'network console  directory network',
  ]);
});

test('a mail server that stands in the service it reports on is found by its address', () => {
  const mail = {
    id: 'mail',
    name: 'Mail',
    kind: 'smtp',
    host: 'network-1.example',
    port: 25,
    tls: 'none',
  } as const;
  const audience = {
    ...{ id: 'staff', name: 'Staff', to: [{ channel: 'mail', address: 'all@hospital.example' }] },
    ...{ firstMs: 1, everyMs: 1, floorMs: 1, ceilingMs: 1 },
  };
  const services = hospital.map((each) => ({ ...each, audiences: [audience] }));
  const channels = [{ ...mail, from: 'holdfast@hospital.example' }];
  expect(found({ services, channels, endpoints: [endpoint('network-1')] })).toEqual([
    'network channel mail network',
  ]);
});

test('a machine on the way that belongs to the service, or needs it, is found', () => {
  const bastion = endpoint('sign-in-1');
  const { labels: _, groups: __, jump: ___, ...hop } = bastion;
  const endpoints = [
    bastion,
    { ...endpoint('directory-1'), jump: [hop] },
    { ...endpoint('portal-1'), jump: [hop] },
  ];
  expect(found({ endpoints })).toEqual(['directory way sign-in-1 sign-in directory']);
});

test('five hundred services with thousands of arrows, and a chain of a hundred thousand, are gone through', () => {
  const wide = Array.from({ length: 500 }, (_, index) =>
    service(
      `s${index}`,
      Array.from({ length: Math.min(index, 20) }, (__, step) => `s${index - step - 1}`),
    ),
  );
  const long = Array.from({ length: 100_000 }, (_, index) =>
    service(`c${index}`, index === 0 ? [] : [`c${index - 1}`]),
  );
  const results = [wide, long].map((services) => {
    const graph = dependencyGraph(services);
    const first = services[0]?.id ?? '';
    return {
      order: restoreOrder(graph).order.length,
      last: restoreOrder(graph).order.at(-1)?.service,
      circles: circlesIn(graph),
      reached: blastSet(graph, [first]).length,
      slowest: slowestNeeds(graph).size,
    };
  });
  expect(results).toEqual([
    { order: 500, last: 's499', circles: [], reached: 499, slowest: 499 },
    { order: 100_000, last: 'c99999', circles: [], reached: 99_999, slowest: 99_999 },
  ]);
});
