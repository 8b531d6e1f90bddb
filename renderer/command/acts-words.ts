import type { OutboxRow } from '../../src/domain/views/outbox';
import type { InputOf } from '../../src/ipc/contract';
import { call } from '../api';
import { show } from '../screen';
import { once } from './acts';

const did = (answer: unknown) => answer !== undefined;

/** Writes a line of the scribe. True when the journal has it. */
export const writeNote = async (incident: string, text: string): Promise<boolean> => {
  show({ notice: null });
  return did(await call('incident.note', { incident, text }));
};

/** Answers a question by its number, as the line of the scribe does. True when the journal has it. */
export const answer = (incident: string, question: number, text: string) =>
  once('answer', async () => did(await call('incident.note', { incident, text: `= ${question} ${text}` })));

/** Puts a question to somebody, with a time-box. */
export const propose = (decision: InputOf<'decision.propose'>) =>
  once('propose', async () => {
    if (did(await call('decision.propose', decision))) show({ form: null });
  });

/** Records a strong objection. True when the journal has it. */
export const objectTo = (incident: string, decision: string, objection: string) =>
  once('object', async () => did(await call('decision.object', { incident, decision, objection })));

/** Decides. */
export const decide = (incident: string, decision: string, verdict: 'go' | 'no-go') =>
  once('decide', () => call('decision.make', { incident, decision, verdict }));

/** Ends a time-boxed task. */
export const closeTask = (incident: string, task: string, result: 'done' | 'dropped') =>
  once('task', () => call('task.close', { incident, task, result }));

/** Gives a task more time. */
export const extendTask = (incident: string, task: string, byMs: number) =>
  once('task', () => call('task.extend', { incident, task, byMs }));

/** Names plan B. */
export const choosePlanB = (incident: string, text: string) =>
  once('plan-b', async () => did(await call('incident.choosePlanB', { incident, text })));

/** Signs an update off; it goes to the outbox at once. True when the journal has it. */
export const signOff = (update: InputOf<'comms.signOff'>) =>
  once('sign-off', async () => did(await call('comms.signOff', update)));

/** Decides on what waited too long: sent after all, or never. */
export const reviewOutbox = (rows: readonly OutboxRow[], verdict: 'send' | 'drop') =>
  once('outbox', () =>
    call('outbox.review', {
      deliveries: rows.map(({ message, delivery }) => ({ message: message.id, delivery: delivery.id })),
      verdict,
    }),
  );
