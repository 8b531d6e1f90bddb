import { isOpen } from '../domain/incident/incident';
import { countStates } from '../domain/run/run-state';
import { duration } from '../domain/views/duration';
import { cutPhases } from '../domain/views/phases';
import { calledAs } from './called-as';
import type { Finished, Proof } from './finish-incident';
import { leftOver, leftOverLines, type SameCall } from './left-over';

/**
 * How a restoration went, for a program and for a person. All times in milliseconds.
 * @param call see `leftOver`
 */
export function summarise({ incident, run, proof, exported }: Finished, call: SameCall | null, at: number) {
  const { verifiedAt, impactStart, objectives } = incident;
  const phases = cutPhases(incident, at).map(({ name, tookMs }) => ({ name, tookMs }));
  const rtaMs = verifiedAt === null ? null : verifiedAt - impactStart;
  const { entries, excluded } = run.manifest;
  return {
    outcome: proof,
    incident: incident.id,
    stoodDown: !isOpen(incident),
    mode: incident.mode,
    endpoints: {
      total: entries.length + excluded.length,
      manifest: entries.length,
      excluded: excluded.length,
      states: countStates(run),
    },
    phases,
    rtaMs,
    rtoMs: objectives.rtoMs,
    rtoKept: rtaMs !== null && rtaMs <= objectives.rtoMs,
    run: { id: run.id, result: run.result },
    ...leftOver(run, incident, call),
    exported,
  };
}

export type Summary = ReturnType<typeof summarise>;

export function summaryText(summary: Summary): string {
  const { endpoints, phases, rtaMs, rtoMs } = summary;
  const states = Object.entries(endpoints.states).filter(([, many]) => many > 0);
  return [
    '',
    `${proofWords[summary.outcome]} · ${summary.incident} ${summary.stoodDown ? 'stood down' : 'open'} · ${summary.run.id} ${summary.run.result}`,
    rtaMs === null
      ? `RTA pending, RTO ${duration(rtoMs)}`
      : `RTA ${duration(rtaMs)}, RTO ${duration(rtoMs)}: ${summary.rtoKept ? 'kept' : 'missed'}`,
    `Phases     ${phases.map((phase) => `${phase.name} ${duration(phase.tookMs)}`).join(' · ')}`,
    `Endpoints  ${endpoints.total}: ${states.map(([state, many]) => `${many} ${state}`).join(', ')}, ${endpoints.excluded} excluded`,
    ...leftOverLines(summary),
    `Timeline   ${summary.exported.markdown}`,
    `Bundle     ${summary.exported.bundle}`,
    `Check it   ${calledAs()} verify ${summary.exported.bundle}`,
  ].join('\n');
}

const proofWords: Readonly<Record<Proof, string>> = {
  verified: 'VERIFIED',
  'not-verified': 'NOT VERIFIED',
  'no-proof': 'NOTHING TO PROVE',
};
