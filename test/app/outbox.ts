import { createDelivery } from '../../src/app/deliver';
import { createLedger } from '../../src/app/ledger';
import type { Channel } from '../../src/domain/comms/channel';
import { signOffUpdate } from '../../src/domain/comms/commands';
import type { Message } from '../../src/domain/comms/message';
import type { NewEvent } from '../../src/domain/events';
import type { Plan } from '../../src/domain/plan/plan';
import { openJournal } from '../../src/store/journal';
import { now, staff, toldHospital } from '../domain/comms/told-hospital';
import { type FakeClock, fakeClock } from '../helpers/fake-clock';
import { seconds } from '../helpers/hospital';
import { journalFile } from '../helpers/journal-file';
import { declared } from '../helpers/outage';

export const at = seconds(120);
const minute = 60_000;

/** The hospital with these channels; its audience is told by every one of them. */
export function planWith(...channels: readonly Channel[]): Plan {
  const audience = {
    ...staff,
    to: channels.map(({ id }) => ({ channel: id, address: `${id}@hospital.example` })),
  };
  const services = toldHospital.services.map((service) => ({ ...service, audiences: [audience] }));
  return { ...toldHospital, channels, services };
}

export const webhook = (url: string, id = 'hook'): Channel => ({ id, name: id, kind: 'webhook', url });

type Options = {
  /** What a new journal begins with; `declared` when absent. */
  readonly events?: readonly NewEvent[];
  readonly file?: string;
  readonly clock?: FakeClock;
  readonly secretFiles?: Readonly<Record<string, string>>;
  /** False: messages are queued for the plan, which comes into force only when it is adopted. */
  readonly isInForce?: boolean;
};

/** An outbox on a real journal, emptied after every commit as the console does; only its clock stands still. */
export function openOutbox(first: Plan, options: Options = {}) {
  const { file = journalFile(), clock = fakeClock(at), secretFiles = {}, events = declared } = options;
  const journal = openJournal(file, clock.now);
  const faults: string[] = [];
  const onFault = (error: unknown) => faults.push(error instanceof Error ? error.message : String(error));
  const ledger = createLedger(journal, clock, onFault);
  if (ledger.world().seq === 0) ledger.commit(() => events);
  let plan = first;
  let isInForce = options.isInForce ?? true;
  const delivery = createDelivery({
    ...{ ledger, clock, onFault },
    plan: () => (isInForce ? plan : null),
    secretFiles: () => secretFiles,
  });
  ledger.onCommit(() => delivery.tick());
  return {
    ...{ file, clock, journal, ledger, delivery, faults },
    /** Puts a plan into force. */
    adopt(next: Plan) {
      plan = next;
      isInForce = true;
    },
    /** Signs an update off; gives its id. */
    tell(text = 'We work on it.', nextUpdateMs = 60 * minute, audience = 'staff'): string {
      const command = { incident: 'INC-0001', audience, text, nextUpdateMs, evenIfEarly: true };
      const [queued] = ledger.commit((world, when) =>
        signOffUpdate({ ...now([], when, 'maria', plan), world }, command),
      );
      return queued?.type === 'message.queued' ? queued.data.message : '';
    },
    commit: (events: readonly NewEvent[]) => ledger.commit(() => events),
    /** One look at the outbox, until nothing is in flight. */
    async tick(afterMs = 0) {
      clock.advance(afterMs);
      delivery.tick();
      await delivery.settled();
    },
    message: (id = 'MSG-0001'): Message | undefined => ledger.world().messages[id],
    /** `channel: state` of every delivery of a message, with the reason where there is one. */
    states(id = 'MSG-0001'): string[] {
      return Object.values(ledger.world().messages[id]?.deliveries ?? {}).map(
        ({ channel, state, because }) => `${channel}: ${state}${because === null ? '' : ` (${because})`}`,
      );
    },
    /** Types of the rows about deliveries, in order. */
    rows(): string[] {
      return journal
        .read(0, 10_000)
        .records.map(({ type }) => type)
        .filter((type) => type.startsWith('delivery.'));
    },
    /** Everything that stands in the journal, as text. */
    everything: () => JSON.stringify(journal.read(0, 10_000).records),
  };
}
