import { type Recorded, stream } from '../domain/events';
import { type Names, nameOf } from '../domain/names';
import { asText } from './as-text';

/** Someone who did something. `partly`: some of it proven by PIN, some of it not. */
export type Identity = { readonly person: string; readonly proof: 'pin' | 'none' | 'partly' };

/**
 * Who did something in the records that `include` picks, and how they had proven who they are when they did.
 * @param records the whole journal, oldest first: people sign in before an incident begins
 */
export function identitiesIn(
  records: Iterable<Recorded>,
  include: (record: Recorded) => boolean,
): Identity[] {
  let present: { readonly person: string; readonly proof: 'none' | 'pin' } | null = null;
  const seen = new Map<string, Identity['proof']>();
  for (const record of records) {
    if (record.type === 'operator.signed-in') present = record.data;
    if (record.type === 'operator.signed-out' || record.type === 'console.started') present = null;
    if (record.actor === 'console' || record.stream === stream.console || !include(record)) continue;
    const person = record.actor.slice('person:'.length);
    // A second person types their PIN for this one act, whoever sits at the console.
    const isOwnPin = record.type === 'approval.given';
    const proof = isOwnPin ? 'pin' : present?.person === person ? present.proof : 'none';
    const before = seen.get(person) ?? proof;
    seen.set(person, before === proof ? proof : 'partly');
  }
  return [...seen].map(([person, proof]) => ({ person, proof }));
}

/** A name in this record is only as good as its proof; a reader who was not there has to be told. */
export function identitySection(identities: readonly Identity[], names: Names): string[] {
  const called = (proof: Identity['proof']) =>
    identities
      .filter((each) => each.proof === proof)
      .map(({ person }) => asText(nameOf(names.people, person)))
      .join(', ');
  const [pin, partly, none] = [called('pin'), called('partly'), called('none')];
  if (identities.length === 0)
    return [
      'Nobody acted: all of it was done by the console by rule, and nobody had to say who they are.',
      '',
    ];
  if (pin === '' && partly === '')
    return [`People were chosen by name at the console; their identity was not proven: ${none}.`, ''];
  const sentences = [
    pin === '' ? '' : `Proven by their own PIN at the console: ${pin}.`,
    partly === '' ? '' : `For a part of what they did only: ${partly}.`,
    none === '' ? '' : `Chosen by name, not proven: ${none}.`,
  ];
  return [sentences.filter((each) => each !== '').join(' '), ''];
}
