import { type PlanProblem, planError, planWarning } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import { type ChannelFile, channelFields } from '../schema/channel';
import type { PlanFile } from '../schema/plan-file';
import { valueAt } from '../yaml/field-name';
import { checkContacts } from './check-contacts';
import { hasMisspelt } from './exactly-one';
import { repeatedIds } from './ids';

/** Every channel has the fields of its kind, and carries no secret in the clear. */
export function checkChannels(part: PlanPart<PlanFile>): readonly PlanProblem[] {
  const { value } = part;
  if (value === null) return [];
  return [
    ...repeatedIds(
      part,
      ['channels'],
      value.channels.map(({ id }) => id),
    ),
    ...value.channels.flatMap((channel, index) => [
      ...checkKind(part, channel, index),
      ...checkInClear(part, channel, index),
    ]),
    ...value.people.flatMap(({ contacts }, index) =>
      checkContacts(part, ['people', index, 'contacts'], contacts, value),
    ),
  ];
}

function checkKind(part: PlanPart<PlanFile>, channel: ChannelFile, index: number): readonly PlanProblem[] {
  const { file, locate } = part;
  const { id, kind } = channel;
  const fields: Readonly<Record<string, 'must' | 'may'>> = channelFields[kind];
  const must = Object.keys(fields).filter((field) => fields[field] === 'must');
  const signsIn = kind === 'smtp' && (channel.user !== undefined || channel.secret !== undefined);
  const needed = signsIn ? [...must, 'user', 'secret'] : must;
  const known = ['id', 'name', 'kind', 'depends_on', ...Object.keys(fields)];
  return [
    ...needed
      .filter((field) => valueAt(channel, [field]) === undefined && !hasMisspelt(part))
      .map((field) => {
        const message = `channels.${id}.${field} is missing.`;
        const why = must.includes(field)
          ? `A channel of kind ${kind} needs it`
          : 'To sign in needs both user and secret';
        return planError(file, locate(['channels', index, field]), 'missing-field', message, `${why}.`);
      }),
    ...Object.keys(channel)
      .filter((field) => !known.includes(field) && valueAt(channel, [field]) !== undefined)
      .map((field) => {
        const at = locate(['channels', index, field], 'name');
        const message = `channels.${id}.${field} means nothing to a channel of kind ${kind}.`;
        return planError(file, at, 'stray-field', message, 'Remove it, or correct the kind.');
      }),
  ];
}

function checkInClear(
  { file, locate }: PlanPart<PlanFile>,
  channel: ChannelFile,
  index: number,
): readonly PlanProblem[] {
  if (!sendsInClear(channel)) return [];
  const message = `channels.${channel.id} sends its secret over a connection that anyone on the way can read.`;
  const fix = channel.kind === 'smtp' ? 'Write "tls: starttls" or "tls: always".' : 'Write an https address.';
  return [planWarning(file, locate(['channels', index, 'secret']), 'secret-in-clear', message, fix)];
}

function sendsInClear({ kind, secret, url, host, tls }: ChannelFile): boolean {
  if (secret === undefined) return false;
  if (kind === 'smtp') return tls === 'none' && !isThisMachine(host ?? '');
  return url?.startsWith('http:') === true && !isThisMachine(new URL(url).hostname);
}

const isThisMachine = (host: string) => /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host);
