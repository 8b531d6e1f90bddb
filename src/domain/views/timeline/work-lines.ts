import { counted, sentences, utcClock } from '../words';
import type { Lines } from './line';
import { personName, recall } from './memory';

/** What people are asked to do, to decide and to answer. */
export const workLines: Lines<
  | 'task.given'
  | 'task.extended'
  | 'task.called-back'
  | 'task.closed'
  | 'decision.proposed'
  | 'decision.objected'
  | 'decision.passed'
  | 'decision.made'
  | 'plan-b.due'
  | 'plan-b.chosen'
  | 'paging.started'
  | 'paging.acknowledged'
  | 'paging.exhausted'
> = {
  'task.given': ({ owner, text, dueAt }, memory) => [
    'plain',
    `${personName(memory, owner)} has until ${utcClock(dueAt)} UTC: ${text}`,
  ],
  'task.extended': ({ incident, task, dueAt }, memory) => [
    'plain',
    `More time, until ${utcClock(dueAt)} UTC: ${recall(memory, 'task', incident, task)}`,
  ],
  'task.called-back': ({ incident, task }, memory) => [
    'warn',
    `Time is up: ${recall(memory, 'task', incident, task)}`,
  ],
  'task.closed': ({ incident, task, result }, memory) => [
    result === 'done' ? 'good' : 'plain',
    `${result === 'done' ? 'Done' : 'Dropped'}: ${recall(memory, 'task', incident, task)}`,
  ],
  'decision.proposed': ({ proposal, risk, planB, owner, dueAt }, memory) => [
    'act',
    `To be decided by ${personName(memory, owner)} until ${utcClock(dueAt)} UTC: ${sentences(proposal, risk === '' ? '' : `Risk: ${risk}`, planB === '' ? '' : `Plan B: ${planB}`)}`,
  ],
  'decision.objected': ({ incident, decision, person, objection }, memory) => [
    'warn',
    `${personName(memory, person)} objects strongly: ${objection} (to: ${recall(memory, 'decision', incident, decision)})`,
  ],
  'decision.passed': ({ incident, decision, from, to, dueAt }, memory) => [
    'warn',
    `${personName(memory, from)} did not decide in time. Now ${personName(memory, to)}, until ${utcClock(dueAt)} UTC: ${recall(memory, 'decision', incident, decision)}`,
  ],
  'decision.made': ({ incident, decision, verdict, objections }, memory) => [
    'act',
    `Decided ${verdict}${objections === 0 ? '' : `, with ${counted(objections, 'strong objection')}`}: ${recall(memory, 'decision', incident, decision)}`,
  ],
  'plan-b.due': ({ rtoUsed }) => [
    'warn',
    `${Math.floor(rtoUsed * 100).toLocaleString('en')} % of the RTO is used and nothing is verified: a plan B has to be chosen`,
  ],
  'plan-b.chosen': ({ text }) => ['act', `Plan B: ${text}`],
  'paging.started': ({ people, steps, text, rule }, memory) => {
    const called = steps.map(
      ({ person }) => people.find((each) => each.id === person)?.name ?? personName(memory, person),
    );
    const who = [...new Set(called)].join(', then ') || 'nobody';
    return ['act', `Calling ${who}, by rule ${rule}: ${text}`];
  },
  'paging.acknowledged': ({ incident, paging, person }, memory) => [
    'good',
    `${personName(memory, person)} acknowledged: ${recall(memory, 'paging', incident, paging)}`,
  ],
  'paging.exhausted': ({ incident, paging }, memory) => [
    'bad',
    `Everyone was called and nobody acknowledged: ${recall(memory, 'paging', incident, paging)}`,
  ],
};
