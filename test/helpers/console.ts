import path from 'node:path';
import { onTestFinished } from 'vitest';
import { keepsNothing } from '../../src/app/asked-secrets';
import { type Core, createCore } from '../../src/app/core';
import { createHandlers } from '../../src/app/handlers';
import type { NewEvent } from '../../src/domain/events';
import type { Transport } from '../../src/execution/transport';
import { openPins, pinFileIn } from '../../src/identity/pin-file';
import { openDrafts } from '../../src/plan/edit/drafts';
import { openJournal } from '../../src/store/journal';
import { goodPlan, hostKey, planOnDisk } from '../plan/plan-on-disk';
import { type FakeClock, fakeClock } from './fake-clock';
import { seconds } from './hospital';
import { temporaryFolder } from './journal-file';
import { scriptedTransport } from './scripted-transport';

const count = 6;
const addresses = Array.from({ length: count }, (_, index) => `10.0.0.${index + 1}`);

/** A plan folder with six workstations, a commander, an observer and an envelope of authority. */
export const wardPlan = {
  ...goodPlan,
  'plan.yaml': `mode: drill\n${goodPlan['plan.yaml'].replace('fleet:', '  - { id: eve, name: Eve Roe, roles: [observer] }\nfleet:')}`,
  'services/sign-in.yaml': `${goodPlan['services/sign-in.yaml']}authority:
  envelopes:
    - { runbook: restart-agent, mode: person, severity: SEV-2, max_endpoints: 100, until: 2027-12-31 }
`,
  'runbooks/restart-agent.yaml': `${goodPlan['runbooks/restart-agent.yaml']}waves: { canary: 1, size: 3, max_in_flight: 2 }
budget: { failed: 50%, unreachable: 50%, denied: 50% }
`,
  'fleet/inventory.csv': `name,address,port,user,role\n${addresses.map((each, index) => `ws-${index + 1},${each},22,,workstation\n`).join('')}`,
  'fleet/known_hosts': addresses.map((each) => `${each} ${hostKey.line}\n`).join(''),
};

export type TestConsole = {
  readonly core: Core;
  readonly handlers: ReturnType<typeof createHandlers>;
  readonly clock: FakeClock;
  readonly faults: unknown[];
  /** Resolves with the first truthy answer, asked after everything the core says. */
  until<T>(ask: () => T | undefined | null | false): Promise<T>;
  /** Ends it; repeating does nothing. */
  close(): Promise<void>;
};

type Setting = {
  readonly transport?: Transport;
  readonly events?: readonly NewEvent[];
  readonly folder?: string;
  readonly clock?: FakeClock;
  readonly actsByItself?: boolean;
  /** The file of a thread that reads plans; absent = they are read here. */
  readonly planReaderFile?: string;
};

/** A console on a real journal, with scripted endpoints and a clock that only the test moves. */
export function openConsole(setting: Setting = {}): TestConsole {
  const clock = setting.clock ?? fakeClock(seconds(1000));
  const folder = setting.folder ?? temporaryFolder();
  const journal = openJournal(path.join(folder, 'journal.db'), clock.now);
  for (const event of setting.events ?? []) journal.append([event]);
  const faults: unknown[] = [];
  const transport = setting.transport ?? scriptedTransport();
  const core = createCore({
    ...{ version: 'test', journal, clock, exportsFolder: path.join(folder, 'exports') },
    drafts: openDrafts(path.join(folder, 'drafts')),
    createTransport: () => transport,
    keychain: keepsNothing('Nothing is kept in a test.'),
    actsByItself: setting.actsByItself ?? true,
    planReaderFile: setting.planReaderFile,
    pins: openPins(pinFileIn(folder)),
    onFault: (error) => faults.push(error),
  });
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= core.close();
    return closing;
  };
  onTestFinished(close);
  return { core, handlers: createHandlers(core), clock, faults, until: untilOf(core), close };
}

const untilOf =
  (core: Core): TestConsole['until'] =>
  (ask) =>
    new Promise((resolve) => {
      let unsubscribe = (): void => {};
      const look = (): void => {
        const answer = ask();
        if (!answer) return;
        unsubscribe();
        resolve(answer);
      };
      unsubscribe = core.onPush(look);
      look();
    });

/** Puts a plan in force in a console. */
export async function adopt(console: TestConsole, files: Readonly<Record<string, string>> = wardPlan) {
  const folder = await planOnDisk(files);
  const { problems } = await console.core.plans.open(folder);
  const errors = problems.filter((each) => each.severity === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return folder;
}
