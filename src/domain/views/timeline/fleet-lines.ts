import { foundWords, readyWords } from '../../run/preflight/cause';
import { counted } from '../words';
import type { Lines } from './line';
import { runbookName, serviceName } from './memory';

const endWords = {
  person: 'by hand',
  time: 'the time limit is over',
  'plan-changed': 'the plan no longer asks for it',
} as const;

/** What was looked at on the fleet, and what was kept ready. */
export const fleetLines: Lines<'preflight.done' | 'fleet.armed' | 'fleet.disarmed'> = {
  'preflight.done': ({ service, runbook, total, ready, found, clockMs, consoleClockOffMs }, memory) => {
    const about = runbook === undefined ? '' : ` for ${runbookName(memory, runbook)}`;
    const parts = [readyWords(ready, total), ...foundWords(found, { clockMs })];
    const own = consoleClockOffMs === undefined ? '' : '; the clock of this console is the odd one out';
    return [
      ready === total ? 'quiet' : 'warn',
      `Preflight of ${serviceName(memory, service)}${about}: ${parts.join(', ')}${own}`,
    ];
  },
  'fleet.armed': ({ service, endpoints, automatic }, memory) => [
    'quiet',
    `Connections to ${counted(endpoints, 'endpoint')} of ${serviceName(memory, service)} are kept open${automatic ? ', as the plan says' : ''}`,
  ],
  // That a run took them over, or that the incident is over, the lines before say already.
  'fleet.disarmed': ({ service, because, connected, total }, memory) =>
    because === 'run' || because === 'incident-ended'
      ? null
      : [
          'quiet',
          `Connections to ${serviceName(memory, service)} are no longer kept open: ${endWords[because]}; ${connected.toLocaleString('en')} of ${total.toLocaleString('en')} were open`,
        ],
};
