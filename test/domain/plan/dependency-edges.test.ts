import { describe, expect, test } from 'vitest';
import { blastSet, wayDown } from '../../../src/domain/plan/dependencies/blast-set';
import { channelsBehind } from '../../../src/domain/plan/dependencies/channels-behind';
import { circlesIn } from '../../../src/domain/plan/dependencies/circles';
import { circularRecoveries } from '../../../src/domain/plan/dependencies/circular-recovery';
import { dependencyGraph } from '../../../src/domain/plan/dependencies/graph';
import { createQueue } from '../../../src/domain/plan/dependencies/priority-queue';
import { restoreOrder } from '../../../src/domain/plan/dependencies/restore-order';
import { slowestNeeds, wayToSlowest } from '../../../src/domain/plan/dependencies/slowest-need';
import type { Dependency } from '../../../src/domain/plan/dependency';
import type { Look, Service } from '../../../src/domain/service/service';
import { agentProbe, endpoint, hospital, restartAgent, signIn } from '../../helpers/hospital';

const minute = 60_000;
const on = (service: string): Dependency => ({ kind: 'service', service, name: null });

function service(id: string, dependsOn: readonly string[] = [], tier = 2, rtoMinutes = 60): Service {
  const objectives = { ...signIn.objectives, rtoMs: rtoMinutes * minute };
  return { ...signIn, id, name: id, tier, dependsOn, objectives, endpoints: `name=${id}-*` };
}
const order = (services: readonly Service[]) =>
  restoreOrder(dependencyGraph(services)).order.map((each) => each.service);

test('a queue gives back the smallest first, whatever the order in which it was filled', () => {
  const numbers = Array.from({ length: 200 }, (_, index) => (index * 7_919) % 211);
  const queue = createQueue();
  for (const number of numbers) queue.push(number);
  const given: number[] = [];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    given.push(next);
    // Filled while it is emptied, as an order of restoration does.
    if (given.length === 50) for (const late of [300, 250, 260]) queue.push(late);
  }
  expect(given).toEqual([...numbers, 300, 250, 260].sort((a, b) => a - b));
});

test('of services that need nothing the tier, then the RTO, then the id says which is first', () => {
  expect(
    order([
      service('d', [], 2, 5),
      service('c', [], 1, 60),
      service('b', [], 1, 30),
      service('a', [], 1, 60),
    ]),
  ).toEqual(['b', 'a', 'c', 'd']);
});

test('a failure is told nearest first, then by tier, then by id, in whatever order the plan names them', () => {
  const services = [
    service('network'),
    service('z', ['network'], 1),
    service('b', ['network'], 2),
    service('a', ['network'], 2),
    service('far', ['z'], 1),
  ];
  const reached = (of: readonly Service[]) =>
    blastSet(dependencyGraph(of), ['network']).map((each) => `${each.service} ${each.distance}`);
  const told = ['z 1', 'a 1', 'b 1', 'far 2'];
  expect([reached(services), reached([...services].reverse())]).toEqual([told, told]);
});

test('there is no way down from what a failure does not reach', () => {
  const reached = blastSet(dependencyGraph([service('a'), service('b')]), ['a']);
  expect(wayDown(reached, 'b')).toEqual([]);
});

test('a service that is not in the plan is no part of the map, and one that is needed twice is one arrow', () => {
  const both = {
    ...service('a'),
    dependencies: [on('b'), { ...on('b'), kind: 'identity' as const }, on('gone')],
  };
  const { nodes, neededBy } = dependencyGraph([both, service('b')]);
  expect([[...nodes.keys()], nodes.get('a')?.needs, neededBy.get('b')]).toEqual([
    ['a', 'b'],
    [{ key: 'b', kind: 'service' }],
    ['a'],
  ]);
});

test('a circle is told from its first service by name, without what only leads into it', () => {
  const graph = dependencyGraph([
    service('way-in', ['c']),
    service('a', ['c']),
    service('c', ['b']),
    service('b', ['c']),
  ]);
  expect(circlesIn(graph)).toEqual([['c', 'b', 'c']]);
});

test('two circles over one service are both told, each once, in whatever order the plan names them', () => {
  const services = [service('a', ['b', 'c']), service('b', ['a']), service('c', ['a'])];
  const told = [services, [...services].reverse()].map((each) => circlesIn(dependencyGraph(each)));
  const [first] = told;
  expect(told).toEqual([first, first]);
  expect(first).toEqual([
    ['a', 'b', 'a'],
    ['a', 'c', 'a'],
  ]);
});

test('the slowest need is found behind a faster one, and of two ways to it the shorter is told', () => {
  const slowest = slowestNeeds(
    dependencyGraph([
      service('top', ['middle', 'slow'], 1, 10),
      service('middle', ['slow'], 1, 20),
      service('slow', ['slower-below'], 1, 90),
      service('slower-below', [], 1, 90),
    ]),
  );
  expect([wayToSlowest(slowest, 'top'), slowest.get('top')?.rtoMs]).toEqual([['top', 'slow'], 90 * minute]);
});

test('the slowest need is told over a faster one that needs it', () => {
  const slowest = slowestNeeds(
    dependencyGraph([
      service('top', ['fast', 'mid'], 1, 10),
      service('fast', ['slow'], 1, 5),
      service('slow', [], 1, 90),
      service('mid', [], 1, 40),
    ]),
  );
  expect([wayToSlowest(slowest, 'top'), wayToSlowest(slowest, 'slow')]).toEqual([
    ['top', 'fast', 'slow'],
    ['slow'],
  ]);
});

describe('a channel stands behind a service', () => {
  const mail = {
    ...{ id: 'mail', name: 'Mail', kind: 'smtp', port: 25, tls: 'none' },
    from: 'a@b.example',
  } as const;
  const hook = { id: 'hook', name: 'Hook', kind: 'webhook' } as const;
  const looking = (look: Look) => ({
    ...service('web'),
    endpoints: 'role=none',
    probes: [{ ...agentProbe, look }],
  });
  const behind = (channels: object[], of: Service, endpoints = [endpoint('web-1')]) => [
    ...channelsBehind({ ...hospital, channels: channels as never, services: [of], endpoints }).keys(),
  ];

  test('whose endpoint is its host, by name or by address', () => {
    const found = ['web-1', 'web-1.example', 'other.example'].map((host) =>
      behind([{ ...mail, host }], service('web')),
    );
    expect(found).toEqual([['mail'], ['mail'], []]);
  });

  test('whose probe asks its host, in whatever way it asks', () => {
    const channels = [{ ...hook, url: 'https://chat.example:8443/x' }];
    const looks: Look[] = [
      { by: 'http', url: 'https://chat.example/health', status: [200] },
      { by: 'dns', name: 'chat.example' },
      { by: 'tcp', host: 'chat.example', port: 8443 },
      { by: 'tls', host: 'chat.example', port: 443, leastMs: 1 },
      { by: 'tcp', host: null, port: 8443 },
      { by: 'ssh', command: 'chat.example' },
    ];
    expect(looks.map((look) => behind(channels, looking(look)))).toEqual([
      ['hook'],
      ['hook'],
      ['hook'],
      ['hook'],
      [],
      [],
    ]);
  });

  test('also at an address of IPv6, and two channels of one host both do', () => {
    const url = 'http://[fd00::1]:80/';
    const channels = [
      { ...hook, url },
      { ...hook, id: 'second', url },
    ];
    const look: Look = { by: 'http', url: 'http://[fd00::1]/health', status: [200] };
    expect(behind(channels, looking(look))).toEqual(['hook', 'second']);
  });

  test('and another, when both have it', () => {
    const services = [service('web'), { ...service('mail'), endpoints: 'name=web-1' }];
    const channels = [{ ...mail, host: 'web-1' }] as never;
    const found = channelsBehind({ ...hospital, channels, services, endpoints: [endpoint('web-1')] });
    expect(found.get('mail')?.map((need) => need.service)).toEqual(['web', 'mail']);
  });

  test('none of which has a host', () => {
    expect(behind([{ id: 'pager', name: 'Pager', kind: 'pagerduty' }], service('web'))).toEqual([]);
  });
});

describe('a means of recovery', () => {
  const plan = { ...hospital, runbooks: [restartAgent], channels: [], endpoints: [] };
  const found = (services: readonly Service[], change: Partial<typeof plan> = {}) =>
    circularRecoveries({ ...plan, services, ...change }, dependencyGraph(services)).map(
      ({ service: of, means, way }) => [of, means.by, means.id ?? '', ...way].join(' '),
    );
  const bare = (id: string, dependsOn: readonly string[] = []) => ({
    ...service(id, dependsOn),
    restore: undefined,
    authority: { ...signIn.authority, envelopes: [] },
  });

  test('is shown with the shortest of its ways', () => {
    const services = [bare('a'), bare('b', ['a']), bare('c', ['b'])];
    expect(found(services, { consoleNeeds: [on('c'), on('b')] })).toEqual([
      'a console  b a',
      'b console  b',
      'c console  c',
    ]);
  });

  test('is the runbook of a strategy or of an envelope as well as that which restores', () => {
    const runbooks = [{ ...restartAgent, dependencies: [on('a')] }];
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
      ...{ runbook: 'restart-agent', dependencies: [] },
    } as const;
    expect([
      found([{ ...bare('a'), strategies: [strategy] }], { runbooks }),
      found([{ ...bare('a'), authority: signIn.authority }], { runbooks }),
    ]).toEqual([['a runbook restart-agent a'], ['a runbook restart-agent a']]);
  });

  test('is no channel that nobody is told over', () => {
    const channels = [{ id: 'pager', name: 'Pager', kind: 'pagerduty' }] as never;
    expect(found([bare('a')], { channels, channelNeeds: { pager: [on('a')] } })).toEqual([]);
  });
});
