import { describe, expect, test } from 'vitest';
import { begunAnew } from '../../../src/domain/escalation/begin-anew';
import type { NewEvent } from '../../../src/domain/events';
import type { Mode } from '../../../src/domain/plan/plan';
import { unknownService } from '../../../src/domain/service/service-state';
import { hospital, seconds } from '../../helpers/hospital';
import { adopted, broken, changed, declared } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';

const service = 'sign-in';
const crossed: readonly NewEvent[] = [
  ...broken,
  happened(seconds(21), 'threshold.met', { service, rule: 'half', reading: '8 of 10' }),
  happened(seconds(21), 'threshold.crossed', { service, rule: 'half', reading: '8 of 10' }),
  happened(seconds(22), 'activation.refused', { service, rule: 'half', runbook: 'x', because: 'y' }),
  happened(seconds(22), 'threshold.met', { service, rule: 'third', reading: '8 of 10' }),
  happened(seconds(23), 'threshold.met', { service: 'gone', rule: 'calm', reading: '1 of 10' }),
  happened(seconds(24), 'threshold.cleared', { service: 'gone', rule: 'calm', reading: '0 of 10' }),
];
const adopting = (mode: Mode, history: readonly NewEvent[]) =>
  begunAnew({ world: worldOf(history), plan: { ...hospital, mode }, at: seconds(60) });

describe('when the mode of the plan in force changes', () => {
  const drillOver = 'the plan in force is live, this was of a drill';
  test('every threshold that stood is cleared and every service is unknown again, and it says why', () => {
    expect(adopting('live', crossed)).toEqual([
      happened(seconds(60), 'threshold.cleared', { service, rule: 'half', reading: drillOver }),
      happened(seconds(60), 'threshold.cleared', { service, rule: 'third', reading: drillOver }),
      happened(seconds(60), 'service.changed', {
        ...{ service, from: 'down', to: 'unknown', failing: 8, total: 10, because: drillOver },
      }),
    ]);
  });
  test('nothing of the mode before is left that could act, mute or date what comes', () => {
    const { thresholds, refusedActivations, services } = worldOf([...crossed, ...adopting('live', crossed)]);
    const { probes: _seen, ...state } = services[service] ?? unknownService;
    const { probes: _none, ...unknown } = unknownService;
    expect([
      Object.values(thresholds).filter(({ metAt, crossedAt }) => metAt !== null || crossedAt !== null),
      refusedActivations,
      state,
    ]).toEqual([[], {}, { ...unknown, since: seconds(60) }]);
  });
  test('an outage of the mode before that could not be judged dates nothing either', () => {
    const unjudged = { ...changed(seconds(30), 'down', 'unknown') };
    const hidden = [...broken, { ...unjudged, data: { ...unjudged.data, unjudged: true } } as NewEvent];
    const begun = (events: readonly NewEvent[]) => worldOf(events).services[service]?.firstBadAt;
    expect([begun(hidden), begun([...hidden, ...adopting('live', hidden)])]).toEqual([seconds(20), null]);
  });
  test('so it is whichever way it changes', () => {
    const live = { ...adopted, data: { ...adopted.data, mode: 'live' } } as NewEvent;
    const [first] = adopting('tabletop', [...crossed, live]);
    expect(first?.data).toMatchObject({
      rule: 'half',
      reading: 'the plan in force is a tabletop, this was live',
    });
  });
});

test.each([
  ['the same mode', 'drill', crossed],
  ['the first plan of a console', 'live', []],
  ['a service that nothing was said of', 'live', [adopted, changed(seconds(30), 'down', 'unknown')]],
] as const)('%s leaves nothing to clear', (_what, mode, history) => {
  expect(adopting(mode, history)).toEqual([]);
});

describe('a service whose incident of the mode that comes back is open still', () => {
  const drill = declared;
  const live = { ...adopted, occurredAt: seconds(50), data: { ...adopted.data, mode: 'live' } } as NewEvent;
  const back = (history: readonly NewEvent[]) => {
    const away = [
      ...history,
      live,
      ...begunAnew({ world: worldOf(history), plan: { mode: 'live' }, at: seconds(50) }),
    ];
    return adopting('drill', away).map(({ data }) => data as { from: string; to: string; because: string });
  };
  test('is as that incident left it: down, restored and to be proven, or verified', () => {
    const restored = [...drill, changed(seconds(40), 'down', 'restored', 'INC-0001')];
    const verified = [...restored, changed(seconds(45), 'restored', 'verified', 'INC-0001')];
    expect(
      [drill, restored, verified].map((each) => back(each).map(({ from, to }) => `${from} ${to}`)),
    ).toEqual([['unknown down'], ['unknown restored'], ['unknown verified']]);
    expect(back(drill)[0]?.because).toBe('INC-0001 left it so');
  });
  test('is unknown when nothing was ever measured in it', () => {
    const told = drill.map((each) =>
      each.type === 'incident.declared' ? { ...each, data: { ...each.data, detectedAt: undefined } } : each,
    );
    expect(back(told.filter(({ type }) => type !== 'service.changed'))).toEqual([]);
  });
});
