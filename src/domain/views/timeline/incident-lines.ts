import { roleName } from '../../plan/plan';
import { duration } from '../duration';
import { utcClock } from '../words';
import type { Lines } from './line';
import { personName, recall } from './memory';

const impactWords = { probe: 'from the probe', alert: 'from the first alert', person: 'as told' } as const;
const noteWords = {
  note: '',
  decision: 'Decision: ',
  question: 'Question: ',
  'follow-up': 'To follow up: ',
} as const;

/** How an incident is led. What people are asked to do and decide in it stands in `work-lines.ts`. */
export const incidentLines: Lines<
  | 'incident.declared'
  | 'command.taken'
  | 'role.assigned'
  | 'role.vacated'
  | 'handover.offered'
  | 'handover.ended'
  | 'severity.raised'
  | 'impact-start.corrected'
  | 'data-loss.stated'
  | 'note.written'
  | 'question.answered'
  | 'incident.resolved'
  | 'incident.reopened'
  | 'incident.exported'
> = {
  'incident.declared': ({ incident, severity, title, impactStart, impactStartFrom, rule }) => [
    'bad',
    `${incident} declared ${severity}${rule === undefined ? '' : ` by rule ${rule}`}: ${title}. Impact since ${utcClock(impactStart)} UTC (${impactWords[impactStartFrom]})`,
  ],
  'command.taken': ({ person, from, reason }, memory) => {
    const name = personName(memory, person);
    if (from === undefined) return ['plain', `${name} took command`];
    return reason === undefined
      ? ['plain', `${name} took command from ${personName(memory, from)}`]
      : ['warn', `${name} relieved ${personName(memory, from)} of command: ${reason}`];
  },
  'role.assigned': ({ role, person, from }, memory) => [
    'plain',
    `${personName(memory, person)} is ${roleName(role)}${from === undefined ? '' : ` in place of ${personName(memory, from)}`}`,
  ],
  'role.vacated': ({ role, person }, memory) => [
    'warn',
    `${roleName(role)} is vacant: ${personName(memory, person)} left the role`,
  ],
  'handover.offered': ({ from, to }, memory) => [
    'act',
    `${personName(memory, from)} offers command to ${personName(memory, to)}, with a briefing`,
  ],
  'handover.ended': ({ incident, handover, how, because }, memory) => {
    const to = recall(memory, 'handover', incident, handover);
    const why = because === undefined ? '' : `: ${because}`;
    if (how === 'accepted') return ['good', `${to} accepted command`];
    return how === 'declined'
      ? ['warn', `${to} declined command${why}`]
      : ['plain', `The offer of command to ${to} was withdrawn${why}`];
  },
  'severity.raised': ({ from, to, rule }) => [
    'bad',
    `Severity raised from ${from} to ${to}${rule === undefined ? '' : ` by rule ${rule}`}`,
  ],
  'impact-start.corrected': ({ from, to }) => [
    'warn',
    `Impact start corrected from ${utcClock(from)} to ${utcClock(to)} UTC`,
  ],
  'data-loss.stated': ({ lossMs, text }) => [
    'warn',
    `${lossMs === 0 ? 'No data lost' : `${duration(lossMs)} of data lost for good`} (RPA): ${text}`,
  ],
  'note.written': ({ text, kind = 'note' }) => ['plain', `${noteWords[kind]}${text}`],
  'question.answered': ({ asked, text }) => ['plain', `Answer to "${asked}": ${text}`],
  'incident.resolved': ({ incident, unproven, rule }) => {
    const stoodDown = `${incident} stood down${rule === undefined ? '' : ` by rule ${rule}`}`;
    return unproven === undefined ? ['good', stoodDown] : ['warn', `${stoodDown} without proof: ${unproven}`];
  },
  'incident.reopened': ({ incident, reason }) => ['warn', `${incident} reopened: ${reason}`],
  'incident.exported': ({ bundleSha256 }) => [
    'quiet',
    `Timeline and bundle exported, sha256 ${bundleSha256.slice(0, 12)}`,
  ],
};
