import type { Recorded } from '../events';
import { type Names, nameOf } from '../names';
import { waveName } from '../run/waves';

export type Tone = 'plain' | 'good' | 'bad' | 'warn' | 'act' | 'quiet';

/** One line of the record, in words a stranger can follow. Times are Unix milliseconds. */
export type TimelineEntry = {
  readonly seq: number;
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly tone: Tone;
  readonly text: string;
  /** Who caused it, by name; null = the console by a rule. */
  readonly who: string | null;
};

/** What a fold over the record needs to remember to say the next line well. */
type Memory = { readonly waves: Map<string, readonly number[]>; readonly names: Names };

/** Turns records into lines; events that would only repeat the grid (sending, single outcomes) make none. */
export function timeline(records: readonly Recorded[], names: Names): TimelineEntry[] {
  const memory: Memory = { waves: new Map(), names };
  const entries: TimelineEntry[] = [];
  for (const record of records) {
    const line = say(record, memory);
    if (!line) continue;
    const [tone, text] = line;
    const who = record.actor === 'console' ? null : personName(names, record.actor.slice('person:'.length));
    entries.push({
      seq: record.seq,
      occurredAt: record.occurredAt,
      recordedAt: record.recordedAt,
      tone,
      text,
      who,
    });
  }
  return entries;
}

function say(event: Recorded, memory: Memory): readonly [Tone, string] | null {
  const { names } = memory;
  switch (event.type) {
    case 'operator.signed-in':
      return ['quiet', `${personName(names, event.data.person)} is at the console`];
    case 'clock.stepped':
      return ['warn', `The clock of this machine moved by ${Math.round(event.data.byMs / 1000)} s`];
    case 'plan.adopted':
      return [
        'quiet',
        `Plan of ${event.data.organisation} in force: ${plural(event.data.services.length, 'service')}, ${count(event.data.endpoints)}`,
      ];
    case 'service.changed':
      return serviceLine(event, names);
    case 'incident.declared': {
      const from = event.data.impactStartFrom === 'probe' ? 'from the probe' : 'as told';
      return [
        'bad',
        `${event.data.incident} declared ${event.data.severity}: ${event.data.title}. Impact since ${clock(event.data.impactStart)} UTC (${from})`,
      ];
    }
    case 'command.taken':
      return [
        'plain',
        `${personName(names, event.data.person)} took command${event.data.from ? ` from ${personName(names, event.data.from)}` : ''}`,
      ];
    case 'severity.raised':
      return ['bad', `Severity raised from ${event.data.from} to ${event.data.to}`];
    case 'impact-start.corrected':
      return ['warn', `Impact start corrected from ${clock(event.data.from)} to ${clock(event.data.to)} UTC`];
    case 'note.written':
      return ['plain', event.data.text];
    case 'authority.granted':
      return [
        'act',
        `Authorised: ${runbookName(names, event.data.runbook)} on ${count(event.data.endpoints)}, ${event.data.because}. Manifest ${event.data.manifest.slice(0, 12)}`,
      ];
    case 'authority.refused':
      return [
        'warn',
        `Refused: ${runbookName(names, event.data.runbook)} on ${count(event.data.endpoints)}. ${event.data.because}`,
      ];
    case 'run.started': {
      memory.waves.set(event.data.run, event.data.waves);
      const { entries, excluded } = event.data.manifest;
      const left = excluded.length > 0 ? `, ${excluded.length} excluded` : '';
      const again = event.data.retryOf ? ` (retry of ${event.data.retryOf})` : '';
      return [
        'act',
        `${event.data.run} started: ${event.data.runbookName} on ${count(entries.length)}${left}${again}`,
      ];
    }
    case 'run.wave-started': {
      const waves = memory.waves.get(event.data.run);
      const name = waves ? waveName(waves, event.data.wave) : `wave ${event.data.wave + 1}`;
      return ['quiet', `${event.data.run} ${name}: ${count(event.data.endpoints)}`];
    }
    case 'run.stop-requested':
      return [
        'warn',
        `Stop: ${event.data.run} leaves ${event.data.inFlight} in flight, ${event.data.unsent} unsent`,
      ];
    case 'run.halted':
      return ['bad', `${event.data.run} halted by itself: ${event.data.because}`];
    case 'run.ended': {
      const { ok, notOk, notSent, result } = event.data;
      const parts = [
        `${ok} ok`,
        notOk > 0 ? `${notOk} not ok` : '',
        notSent > 0 ? `${notSent} never sent` : '',
      ];
      return [
        notOk + notSent === 0 ? 'good' : 'warn',
        `${event.data.run} ${result}: ${parts.filter(Boolean).join(', ')}`,
      ];
    }
    case 'incident.resolved':
      return event.data.unproven === undefined
        ? ['good', `${event.data.incident} stood down`]
        : ['warn', `${event.data.incident} stood down without proof: ${event.data.unproven}`];
    case 'incident.exported':
      return ['quiet', `Timeline and bundle exported, sha256 ${event.data.bundleSha256.slice(0, 12)}`];
    default:
      return null;
    case 'console.started':
    case 'probe.swept':
    case 'run.sending':
    case 'run.settled':
      return null;
  }
}

function serviceLine(
  event: Extract<Recorded, { type: 'service.changed' }>,
  names: Names,
): readonly [Tone, string] {
  const { service, to, failing, total, because } = event.data;
  const name = nameOf(names.services, service);
  switch (to) {
    case 'down':
    case 'degraded':
      return [to === 'down' ? 'bad' : 'warn', `${name} is ${to}: ${failing} of ${total} endpoints failing`];
    case 'restored':
      return ['act', `${name} restored (${because}), not yet verified`];
    case 'verified':
      return ['good', `${name} verified: ${because}, ${failing} of ${total} endpoints failing`];
    default:
      return [
        'quiet',
        `${name} is ${to}${because === 'stood down' ? '' : `: ${failing} of ${total} endpoints failing`}`,
      ];
  }
}

const plural = (many: number, noun: string) =>
  `${many.toLocaleString('en')} ${many === 1 ? noun : `${noun}s`}`;
const count = (endpoints: number) => plural(endpoints, 'endpoint');
const clock = (at: number) => new Date(at).toISOString().slice(11, 19);
const personName = (names: Names, id: string) => nameOf(names.people, id);
const runbookName = (names: Names, id: string) => nameOf(names.runbooks, id);
