import { resolve } from 'node:path';
import { version } from '../../package.json';
import { openSession } from '../app/session';
import { AppError } from '../errors';
import { formatProblem } from '../plan/plan-problem';
import { executionHere } from './execution-here';
import { pinOf } from './pin-option';
import { stopOnce } from './stop-once';
import { openTerminal, type Terminal } from './terminal';

type Session = ReturnType<typeof openSession>;

/** A console that is open on a plan, with somebody signed in. */
export type Place = {
  readonly core: NonNullable<Session['core']>;
  readonly handlers: Session['handlers'];
  readonly terminal: Terminal;
  readonly person: string;
};

export type ConsoleOptions = {
  readonly plan: string;
  readonly as: string;
  readonly data: string;
  readonly pinFile?: string;
  readonly json?: boolean;
};

/** Opens the console, signs in and acts; Ctrl C is Stop. */
export async function atConsole(
  options: ConsoleOptions,
  act: (place: Place) => Promise<void>,
): Promise<void> {
  const terminal = openTerminal(options.json === true);
  const onFault = (error: unknown): void => terminal.say(`holdfast: ${(error as Error).message}`);
  const dataFolder = resolve(options.data);
  const mayAsk = options.json !== true;
  const { core, handlers, close } = openSession({
    ...{ folder: dataFolder, version, actsByItself: false, onFault },
    execution: executionHere(mayAsk),
    keychain: null,
  });
  const stop = () => stopOnce(core, handlers, terminal);
  process.on('SIGINT', stop);
  try {
    const pin = await pinOf(options.as, { dataFolder, pinFile: options.pinFile, mayAsk });
    if (!core) return void (await handlers['operator.signIn']({ person: options.as, pin }));
    const { plan, problems } = await core.plans.open(resolve(options.plan));
    if (!plan) {
      const words = ['The plan has mistakes:', ...problems.map(formatProblem)].join('\n');
      throw new AppError('invalid-input', words);
    }
    await handlers['operator.signIn']({ person: options.as, pin });
    await act({ core, handlers, terminal, person: options.as });
  } finally {
    process.off('SIGINT', stop);
    await close();
  }
}
