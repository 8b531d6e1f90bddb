import type { Recorded } from '../../events';
import { type Names, nameOf } from '../../names';
import { shownWords, valuesOf } from '../../run/console/fill-in';
import { counted } from '../words';

/** What a fold over the record needs to remember to say a later line well. */
export type Memory = {
  readonly names: Names;
  readonly waves: Map<string, readonly number[]>;
  /** What a thing is about, in words, under its `thing`. */
  readonly things: Map<string, string>;
  /** Who sat at the console that is locked now, as a person id; null = not locked, as far as these records go. */
  locked: string | null;
};

export const newMemory = (names: Names): Memory => ({
  names,
  waves: new Map(),
  things: new Map(),
  locked: null,
});

export const personName = (memory: Memory, id: string): string => nameOf(memory.names.people, id);
export const runbookName = (memory: Memory, id: string): string => nameOf(memory.names.runbooks, id);
export const serviceName = (memory: Memory, id: string): string => nameOf(memory.names.services, id);

/** Where somebody stood who did something without signing in: at a locked console, or at one that nobody had. */
export const unsignedPlace = ({ locked, names }: Memory): string =>
  locked === null ? '' : `at the locked console, last ${nameOf(names.people, locked)}`;

type Kind =
  | 'task'
  | 'decision'
  | 'approval'
  | 'activation'
  | 'handover'
  | 'message'
  | 'delivery'
  | 'paging'
  | 'step'
  | 'option';

/** Under what a thing is remembered: its kind and its ids, the incident's first where it belongs to one. */
export const thing = (kind: Kind, ...ids: string[]): string => [kind, ...ids].join('/');

/** What a thing was said to be about; its own id where the record that said so is not at hand. */
export const recall = (memory: Memory, kind: Kind, ...ids: string[]): string =>
  memory.things.get(thing(kind, ...ids)) ?? ids.at(-1) ?? '';

/** Keeps what later records only name by its id. */
export function remember(memory: Memory, { type, data }: Recorded): void {
  const keep = (words: string, kind: Kind, ...ids: string[]) =>
    memory.things.set(thing(kind, ...ids), shortened(words));
  switch (type) {
    case 'operator.signed-out':
      memory.locked = data.because === 'left' ? null : data.person;
      return;
    case 'operator.signed-in':
    case 'console.started':
      memory.locked = null;
      return;
    case 'run.started':
      memory.waves.set(data.run, data.waves);
      for (const step of data.manifest.steps) {
        const { id, manual, decision } = step;
        const shown = (words: string) => shownWords(words, valuesOf(step, data.manifest));
        const words = manual?.instruction ?? decision?.question;
        if (words !== undefined) keep(shown(words), 'step', data.run, id);
        for (const { id: option, label } of decision?.options ?? [])
          keep(shown(label), 'option', data.run, id, option);
      }
      return;
    case 'task.given':
      keep(`${personName(memory, data.owner)}, ${data.text}`, 'task', data.incident, data.task);
      return;
    case 'decision.proposed':
      keep(data.proposal, 'decision', data.incident, data.decision);
      return;
    case 'approval.requested': {
      const many = counted(data.manifest.entries.length, 'endpoint');
      keep(`${data.runbookName} on ${many}`, 'approval', data.incident, data.approval);
      return;
    }
    case 'activation.armed': {
      const what = `${data.runbookName} on ${counted(data.endpoints, 'endpoint')}`;
      keep(what, 'activation', data.incident, data.activation);
      return;
    }
    case 'handover.offered':
      keep(personName(memory, data.to), 'handover', data.incident, data.handover);
      return;
    case 'paging.started':
      keep(data.text, 'paging', data.incident, data.paging);
      return;
    case 'message.queued':
      keep(messageName(memory, data), 'message', data.message);
      for (const each of data.deliveries) keep(deliveryName(each), 'delivery', data.message, each.delivery);
  }
}

/** By what a message goes, such as `smtp board@example.org`. */
export const deliveryName = ({ kind, to }: { readonly kind: string; readonly to: string }): string =>
  `${kind} ${to}`.trim();

/** Whom a message is for, such as `update to management`. */
export function messageName(
  memory: Memory,
  {
    kind,
    audience,
    person,
  }: { readonly kind: string; readonly audience?: string | undefined; readonly person?: string | undefined },
): string {
  const to = person === undefined ? audience : personName(memory, person);
  return to === undefined ? kind : `${kind} to ${to}`;
}

const most = 200;
const shortened = (words: string) => (words.length > most ? `${words.slice(0, most - 1)}…` : words);
