import type { NewEvent } from '../../src/domain/events';
import { hospital, manifestOf, restartAgent, seconds, signIn } from './hospital';
import { happened } from './records';

const names = (all: readonly { id: string; name: string }[]) => all.map(({ id, name }) => ({ id, name }));
const maria = 'person:maria' as const;
const incident = 'INC-0001';
const run = 'RUN-0001';
const all = hospital.endpoints.map((each) => each.name);
const manifest = manifestOf();

export const adopted = happened(seconds(0), 'plan.adopted', {
  organisation: hospital.organisation,
  mode: hospital.mode,
  digest: hospital.digest,
  services: names(hospital.services),
  runbooks: names(hospital.runbooks),
  people: names(hospital.people),
  endpoints: hospital.endpoints.length,
});

export const signedIn = (person: string, at = seconds(1)): NewEvent =>
  happened(at, 'operator.signed-in', { person, proof: 'none' }, `person:${person}`);

/** A sweep of the agent probe in which the first `failing` endpoints fail; it took `tookMs`. */
export function swept(at: number, failing: number, tookMs = 1000): NewEvent {
  const total = all.length;
  const share = failing / total;
  return happened(at, 'probe.swept', {
    service: signIn.id,
    probe: 'agent',
    ...{ total, failing, tookMs },
    measured: share >= 0.5 ? 'down' : share >= 0.1 ? 'degraded' : 'healthy',
    changes: all.map((name, index) => [name, index < failing ? 'failing' : 'ok']),
  });
}

export function changed(
  at: number,
  from: 'unknown' | 'healthy' | 'degraded' | 'down' | 'restored' | 'verified',
  to: typeof from,
  within?: string,
): NewEvent {
  const data = { service: signIn.id, from, to, failing: 0, total: all.length, because: 'it was seen' };
  return happened(at, 'service.changed', within ? { ...data, incident: within } : data);
}

/** From a healthy console to a service that is down. */
export const broken: readonly NewEvent[] = [
  happened(seconds(0), 'console.started', { version: '0.1.0' }),
  adopted,
  signedIn('maria'),
  swept(seconds(5), 0),
  changed(seconds(5), 'unknown', 'healthy'),
  swept(seconds(20), 8),
  changed(seconds(20), 'healthy', 'down'),
];

export const declared: readonly NewEvent[] = [
  ...broken,
  happened(
    seconds(30),
    'incident.declared',
    {
      ...{
        incident,
        service: signIn.id,
        title: 'Clinical sign-in is down',
        severity: 'SEV-1',
        mode: 'drill',
      },
      ...{ impactStart: seconds(20), impactStartFrom: 'probe', detectedAt: seconds(20) },
      objectives: { rtoMs: 900_000, mtpdMs: 14_400_000 },
    },
    maria,
  ),
  happened(seconds(32), 'command.taken', { incident, person: 'maria' }, maria),
];

export const started: readonly NewEvent[] = [
  ...declared,
  happened(
    seconds(40),
    'authority.granted',
    {
      ...{ incident, person: 'maria', runbook: restartAgent.id, manifest: manifest.digest },
      ...{ endpoints: 10, envelope: 'sign-in/restart-agent', because: 'envelope sign-in/restart-agent' },
    },
    maria,
  ),
  happened(
    seconds(40),
    'run.started',
    {
      ...{ run, incident, service: signIn.id, runbookName: restartAgent.name, manifest },
      waves: [2, 4, 4],
    },
    maria,
  ),
];

/** An intent for these endpoints and, a second later, a good end. */
export const done = (at: number, step: string, endpoints: readonly string[]): NewEvent[] => [
  happened(at, 'run.sending', { run, step, endpoints: [...endpoints] }),
  happened(at + 1000, 'run.settled', {
    run,
    outcomes: endpoints.map((each) => ({
      endpoint: each,
      step,
      outcome: { state: 'ok', exitCode: 0, output: 'active', tookMs: 800 },
    })),
  }),
];

const wave = (at: number, index: number, endpoints: readonly string[]): NewEvent[] => [
  happened(at, 'run.wave-started', { run, wave: index, endpoints: endpoints.length }),
  ...done(at, 'restart', endpoints),
  ...done(at + 2000, 'check', endpoints),
];

/** The whole thread: broken, declared, run, restored, verified by two sweeps, stood down. */
export const outage: readonly NewEvent[] = [
  ...started,
  ...wave(seconds(41), 0, all.slice(0, 2)),
  ...wave(seconds(46), 1, all.slice(2, 6)),
  ...wave(seconds(51), 2, all.slice(6)),
  happened(seconds(56), 'run.ended', {
    ...{ run, incident, service: signIn.id, result: 'completed', ok: 10, notOk: 0, notSent: 0 },
  }),
  changed(seconds(56), 'down', 'restored', incident),
  swept(seconds(60), 0),
  swept(seconds(75), 0),
  changed(seconds(75), 'restored', 'verified', incident),
  happened(seconds(90), 'incident.resolved', { incident }, maria),
  changed(seconds(90), 'verified', 'healthy', incident),
];
