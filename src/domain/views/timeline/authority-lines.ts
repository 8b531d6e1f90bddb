import type { EventOf } from '../../events';
import { duration } from '../duration';
import { capital, counted, utcClock } from '../words';
import type { Line, Lines } from './line';
import { type Memory, personName, recall, runbookName, unsignedPlace } from './memory';

/** Who was allowed what, on what ground, and what would have begun by itself. */
export const authorityLines: Lines<
  | 'authority.granted'
  | 'authority.refused'
  | 'succession.passed'
  | 'approval.requested'
  | 'approval.given'
  | 'approval.ended'
  | 'activation.armed'
  | 'activation.refused'
  | 'activation.vetoed'
  | 'activation.withdrawn'
  | 'activation.started'
> = {
  'authority.granted': grantLine,
  'authority.refused': ({ runbook, endpoints, because }, memory) => [
    'warn',
    `Refused: ${runbookName(memory, runbook)} on ${counted(endpoints, 'endpoint')}. ${because}`,
  ],
  'succession.passed': ({ from, to, because }, memory) => [
    'warn',
    `The recovery decision passed ${from === undefined ? '' : `from ${personName(memory, from)} `}to ${personName(memory, to)}: ${because}`,
  ],
  'approval.requested': ({ runbookName, manifest, approvers, lapsesAt, envelope }, memory) => [
    'act',
    `A second person is asked for: ${runbookName} on ${counted(manifest.entries.length, 'endpoint')}, envelope ${envelope}. May approve until ${utcClock(lapsesAt)} UTC: ${approvers.map((id) => personName(memory, id)).join(', ') || 'nobody'}. Manifest ${manifest.digest.slice(0, 12)}`,
  ],
  'approval.given': ({ incident, approval, person, manifest }, memory) => [
    'good',
    `${personName(memory, person)} approved with their own PIN: ${recall(memory, 'approval', incident, approval)}. Manifest ${manifest.slice(0, 12)}`,
  ],
  'approval.ended': ({ incident, approval, how, because }, memory) => {
    const what = recall(memory, 'approval', incident, approval);
    const why = because === undefined ? '' : ` (${because})`;
    switch (how) {
      case 'used':
        return ['quiet', `The approval is used: ${what}`];
      case 'refused':
        return ['warn', `The second person said no: ${what}${why}`];
      case 'withdrawn':
        return ['plain', `No longer asked for: ${what}${why}`];
      case 'lapsed':
        return ['warn', `The request or its approval lapsed unused: ${what}${why}`];
    }
  },
  'activation.armed': ({ runbookName, endpoints, rule, envelope, vetoMs }) => [
    'act',
    `Restoration begins by itself in ${duration(vetoMs)}: ${runbookName} on ${counted(endpoints, 'endpoint')}, rule ${rule}, envelope ${envelope}. Veto stops it`,
  ],
  'activation.refused': ({ rule, runbook, because }, memory) => [
    'warn',
    `Nothing begins by itself: rule ${rule} asks for ${runbookName(memory, runbook)}. ${capital(because)}`,
  ],
  'activation.vetoed': ({ incident, activation, person, leftMs }, memory) => [
    'warn',
    `Vetoed with ${duration(Math.max(0, leftMs))} left${person === undefined ? `, ${unsignedPlace(memory) || 'by somebody who had not signed in'}` : ''}: ${recall(memory, 'activation', incident, activation)} does not begin`,
  ],
  'activation.withdrawn': ({ incident, activation, because }, memory) => [
    'plain',
    `The countdown ended without a start: ${recall(memory, 'activation', incident, activation)} (${because})`,
  ],
  'activation.started': ({ incident, activation, run }, memory) => [
    'act',
    `Nobody vetoed: ${run} begins by itself, ${recall(memory, 'activation', incident, activation)}`,
  ],
};

function grantLine(data: EventOf<'authority.granted'>['data'], memory: Memory): Line {
  const { runbook, endpoints, because, manifest, ground = 'person', approvedBy, reason } = data;
  const what = `${runbookName(memory, runbook)} on ${counted(endpoints, 'endpoint')}`;
  const digest = `Manifest ${manifest.slice(0, 12)}`;
  switch (ground) {
    case 'break-glass':
      return [
        'bad',
        `GLASS BROKEN: ${what}. Reason: ${reason ?? 'none given'}. ${capital(because)}. ${digest}`,
      ];
    case 'two-person': {
      const second = approvedBy === undefined ? 'a second person' : personName(memory, approvedBy);
      return ['act', `Authorised by two, the second is ${second}: ${what}, ${because}. ${digest}`];
    }
    case 'automatic':
      return ['act', `Authorised without a person: ${what}, ${because}. ${digest}`];
    case 'person':
      return ['act', `Authorised: ${what}, ${because}. ${digest}`];
  }
}
