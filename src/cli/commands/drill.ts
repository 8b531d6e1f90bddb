import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { version } from '../../../package.json';
import { startDemo } from '../../app/demo';
import { openSession } from '../../app/session';
import { AppError } from '../../errors';
import { executionHere } from '../execution-here';
import { exitCodes } from '../exit-codes';
import { forkFleet } from '../fork-fleet';
import { whole } from '../option-values';
import { pinFileOption, pinOf } from '../pin-option';
import { playRestoration } from '../play-restoration';
import { shippedPlan } from '../shipped-plan';
import { summarise, summaryText } from '../summary';
import { openTerminal } from '../terminal';

type Options = {
  readonly size: number;
  readonly dir?: string;
  readonly as: string;
  readonly json?: boolean;
  readonly pinFile?: string;
};

/** `holdfast drill` */
export function drillCommand(): Command {
  return new Command('drill')
    .description(
      'Play a whole incident on the embedded fleet: break, detect, declare, authorise, restore, verify, export',
    )
    .option('--size <n>', 'how many endpoints', whole(10, 5000), 240)
    .option(
      '--dir <folder>',
      'where the drill keeps its plan, fleet, journal and exports; default: a new temporary folder',
    )
    .option('--as <person>', 'who commands the drill', 'maria.chen')
    .addOption(pinFileOption())
    .option('--json', 'print the result as JSON')
    .action(drill);
}

async function drill(options: Options): Promise<void> {
  const terminal = openTerminal(options.json === true);
  const folder = options.dir ? resolve(options.dir) : await mkdtemp(join(tmpdir(), 'holdfast-drill-'));
  const faults: unknown[] = [];
  const mayAsk = options.json !== true;
  const session = openSession({
    ...{ folder, version, actsByItself: false, execution: executionHere(mayAsk) },
    keychain: null,
    onFault: (error) => faults.push(error),
  });
  const { core, handlers } = session;
  if (!core) {
    await handlers['operator.signIn']({ person: options.as });
    return;
  }
  try {
    const pin = await pinOf(options.as, { dataFolder: folder, pinFile: options.pinFile, mayAsk });
    const demo = await startDemo({
      core,
      folder,
      shippedPlan: shippedPlan(),
      size: options.size,
      startFleet: forkFleet,
      onStatus: ({ detail }) => terminal.say(`Fleet       ${detail}`),
    });
    try {
      await seenHealthy(core);
      const impactStart = Date.now();
      await demo.breakSignIn();
      terminal.say('Broken      clinical sign-in, on most endpoints');
      const restored = await playRestoration({
        core,
        handlers,
        terminal,
        service: 'sign-in',
        person: options.as,
        ...(pin === undefined ? {} : { pin }),
        severity: 'SEV-1',
        detectWithinMs: 120_000,
        waitForDisruption: true,
        impactStart,
        confirm: async () => true,
        verifyWithinMs: 120_000,
      });
      if (faults.length > 0) throw faults[0];
      const summary = summarise(restored, null, Date.now());
      terminal.result(summary, summaryText(summary));
      process.exitCode = summary.outcome === 'verified' ? exitCodes.ok : exitCodes.notGood;
    } finally {
      demo.stop();
    }
  } finally {
    await session.close();
  }
}

/** Waits for the first healthy sweep: a drill that starts broken would prove nothing about detection. */
function seenHealthy(core: NonNullable<ReturnType<typeof openSession>['core']>): Promise<void> {
  return new Promise((done, reject) => {
    const timer = setTimeout(
      () => reject(new AppError('unavailable', 'Sign-in was not seen healthy within 60 s.')),
      60_000,
    );
    const look = (): void => {
      if (core.ledger.world().services['sign-in']?.condition !== 'healthy') return;
      clearTimeout(timer);
      unsubscribe();
      done();
    };
    const unsubscribe = core.onPush(look);
    look();
  });
}
