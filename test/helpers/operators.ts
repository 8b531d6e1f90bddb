import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createLedger, type Ledger } from '../../src/app/ledger';
import { createOperators, type Operators } from '../../src/app/operators';
import type { NewEvent } from '../../src/domain/events';
import type { Plan } from '../../src/domain/plan/plan';
import { openPins, type PinFile, pinFileIn } from '../../src/identity/pin-file';
import { openJournal } from '../../src/store/journal';
import { type FakeClock, fakeClock } from './fake-clock';
import { hospital, seconds } from './hospital';
import { temporaryFolder } from './journal-file';
import { happened } from './records';

/** As little work as a PIN file may ask for: tests try many. */
export const cheapPins = (folder: string): PinFile => openPins(pinFileIn(folder), { N: 2 ** 10, r: 1, p: 1 });

export type Desk = Operators & {
  readonly ledger: Ledger;
  readonly pins: PinFile;
  readonly clock: FakeClock;
  readonly folder: string;
  /** Type and content of everything journalled, oldest first. */
  story(): readonly (readonly [string, unknown])[];
  /** Puts another plan in force. */
  adopt(plan: Plan | null): void;
  /** The same data folder, opened anew at the same moment, as a console that starts does. */
  reopen(): Desk;
  /** At the end of the test at the latest. */
  close(): void;
};

type Setting = {
  readonly mode?: Plan['mode'];
  readonly events?: readonly NewEvent[];
  readonly folder?: string;
  readonly clock?: FakeClock;
};

/** Who is at a console, on a real journal and a real PIN file, with a clock that only the test moves. */
export function openDesk(setting: Setting = {}): Desk {
  const {
    mode = 'drill',
    events = [],
    folder = temporaryFolder(),
    clock = fakeClock(seconds(100)),
  } = setting;
  const journal = openJournal(path.join(folder, 'journal.db'), clock.now);
  let isOpen = true;
  const close = () => {
    if (isOpen) journal.close();
    isOpen = false;
  };
  onTestFinished(close);
  const ledger = createLedger(journal, clock, (error) => {
    throw error;
  });
  ledger.commit(() => events);
  let plan: Plan | null = { ...hospital, mode };
  const pins = cheapPins(folder);
  return {
    ...createOperators({ ledger, pins, plan: () => plan }),
    ...{ ledger, pins, clock, folder, close },
    story: () => journal.read(0, 100_000).records.map(({ type, data }) => [type, data] as const),
    adopt(next) {
      plan = next;
    },
    reopen() {
      close();
      const started = happened(clock.now(), 'console.started', { version: 'test' });
      return openDesk({ mode, folder, clock, events: [started] });
    },
  };
}

/** What came of it: the value, or the refusal as `code: message`. */
export const outcome = (act: Promise<unknown>): Promise<unknown> =>
  act.catch((error: { code: string; message: string }) => `${error.code}: ${error.message}`);
