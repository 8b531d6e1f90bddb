import { independentPaths } from '../../../domain/plan/independent-paths';
import type { Service } from '../../../domain/service/service';
import { spellDuration } from '../../schema/duration';
import { type Finding, note, serviceFile, warn } from './finding';

/** Whether there is more than one way back, and whether each leads there in time. */
export function lintStrategies(service: Service): readonly Finding[] {
  const { id, name, tier } = service;
  const file = serviceFile(id);
  const paths = independentPaths(service);
  const single = tier === 1 && paths < 2;
  const found = paths === 0 ? 'no way' : 'one way';
  const message = `${name} is critical and has ${found} to be had back that shares nothing with another.`;
  const fix = 'Name two under "strategies:", with another runbook, other tools and other dependencies.';
  return [
    ...(single ? [warn(file, ['strategies'], 'one-path', message, fix)] : []),
    ...lintTimes(service, file),
    ...lintFallback(service, file),
  ];
}

function lintTimes({ strategies = [], objectives }: Service, file: string): readonly Finding[] {
  return strategies.flatMap(({ id, expectedMs, mechanism, runbook }, index) => {
    const path = ['strategies', index];
    const found: Finding[] = [];
    if (expectedMs === null) {
      const message = `strategies.${id} does not say how long it takes.`;
      found.push(warn(file, path, 'no-expected-time', message, 'Add "expected_time:", for example 10m.'));
    } else if (expectedMs > objectives.rtoMs) {
      const message = `strategies.${id} takes ${spellDuration(expectedMs)}, longer than the rto (${spellDuration(objectives.rtoMs)}).`;
      const fix = 'Find a faster way, or raise the rto to what can be kept.';
      found.push(warn(file, [...path, 'expected_time'], 'expected-above-rto', message, fix));
    }
    if (mechanism === 'automated-remediation' && runbook === null) {
      const message = `strategies.${id} is mended by program and names no runbook.`;
      found.push(
        note(file, path, 'strategy-without-runbook', message, 'Add "runbook:", if it is one of these.'),
      );
    }
    return found;
  });
}

/** Every strategy but the last falls back on the next. */
function lintFallback({ strategies = [], planB }: Service, file: string): readonly Finding[] {
  const last = strategies.at(-1);
  if (!last || last.fallback !== null || planB !== undefined) return [];
  const message = `Nothing is said for when strategies.${last.id} does not lead there.`;
  const fix = 'Add "fallback:", or "plan_b:" to the service.';
  return [warn(file, ['strategies', strategies.length - 1], 'no-fallback', message, fix)];
}
