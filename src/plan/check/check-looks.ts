import { isIP } from 'node:net';
import { type PlanProblem, planError } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import { connectivityKinds, lookKinds } from '../schema/look';
import type { PlanFile } from '../schema/plan-file';
import type { ServiceFile } from '../schema/service-file';
import { fieldName, showValue } from '../yaml/field-name';
import type { Path } from '../yaml/locate';
import { checkExactlyOne } from './exactly-one';
import { repeatedIds } from './ids';

/** Every probe looks in exactly one way, and is degraded before it is down. */
export function checkProbes(part: PlanPart<ServiceFile>): readonly PlanProblem[] {
  const probes = part.value?.probes ?? [];
  return [
    ...repeatedIds(
      part,
      ['probes'],
      probes.map(({ id }) => id),
    ),
    ...probes.flatMap((probe, index) => {
      const path = ['probes', index];
      return [
        ...checkExactlyOne(part, path, lookKinds),
        ...checkExpectedAddress(part, path, probe),
        ...checkShares(part, path, probe),
      ];
    }),
  ];
}

/** Every connectivity check looks in exactly one way. */
export function checkConnectivity(part: PlanPart<PlanFile>): readonly PlanProblem[] {
  const checks = part.value?.connectivity ?? [];
  return [
    ...repeatedIds(
      part,
      ['connectivity'],
      checks.map(({ id }) => id),
    ),
    ...checks.flatMap((check, index) => {
      const path = ['connectivity', index];
      return [...checkExactlyOne(part, path, connectivityKinds), ...checkExpectedAddress(part, path, check)];
    }),
  ];
}

type Looking = { readonly dns?: string | undefined; readonly expect?: string | undefined };

function checkExpectedAddress<T>(
  part: PlanPart<T>,
  path: Path,
  { dns, expect }: Looking,
): readonly PlanProblem[] {
  if (dns === undefined || expect === undefined || isIP(expect) !== 0) return [];
  const at = [...path, 'expect'];
  const message = `${fieldName(part.value, at)} must be the IP address that ${dns} is to have, not ${showValue(expect)}.`;
  const fix = 'Write for example 10.20.0.11.';
  return [planError(part.file, part.locate(at), 'wrong-value', message, fix)];
}

function checkShares(
  { file, locate }: PlanPart<ServiceFile>,
  path: Path,
  { id, degraded, down }: ServiceFile['probes'][number],
): readonly PlanProblem[] {
  if (degraded <= down) return [];
  const message = `probes.${id}.degraded (${percent(degraded)}) is above down (${percent(down)}).`;
  const fix = 'A service is degraded before it is down: lower degraded or raise down.';
  return [planError(file, locate([...path, 'degraded']), 'degraded-above-down', message, fix)];
}

/** A share as it is written: `12.5%`. */
export function percent(part: number): string {
  return `${Number((part * 100).toFixed(4))}%`;
}
