import { duration } from '../domain/views/duration';
import { latency } from '../domain/views/latency';
import { cutPhases } from '../domain/views/phases';
import { asText, clock, section } from './as-text';
import type { ReportFacts } from './report-facts';

const took = (tookMs: number, endedAt: number | null) =>
  `${duration(tookMs)}${endedAt === null ? ' so far' : ''}`;

/** The phases, and under them the decision-latency X-ray: what every stretch of them waited for. */
export function whereTimeWent({ incident, names, at }: ReportFacts): string[] {
  return [
    ...section(
      'Where the time went',
      ['Phase', 'From (UTC)', 'Took'],
      cutPhases(incident, at).map((phase) => [
        phase.name,
        clock(phase.startedAt),
        took(phase.tookMs, phase.endedAt),
      ]),
    ),
    ...section(
      'What it waited for',
      ['Phase', 'Gate', 'Waited for', 'From (UTC)', 'Took'],
      latency(incident, names, null, at).map((each) => [
        each.phase,
        each.gate,
        asText(each.words),
        clock(each.startedAt),
        took(each.tookMs, each.endedAt),
      ]),
    ),
  ];
}
