import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { AppError } from '../../errors';
import { fleetControl } from '../../fleet/control-client';
import { type FaultKind, faultKinds } from '../../fleet/control-request';
import { startFleet } from '../../fleet/fleet';
import { fraction, whole } from '../option-values';
import { openTerminal } from '../terminal';

const services = ['auth-agent', 'pacs-viewer', 'directory'] as const;

/** `holdfast fleet …`: SSH endpoints on this machine, for demos, drills and tests. */
export function fleetCommand(): Command {
  const fleet = new Command('fleet').description(
    'Real SSH endpoints on this machine, for demos, drills and tests',
  );
  fleet
    .command('serve')
    .description(
      'Start the endpoints and serve until interrupted; writes inventory, host keys and a client key',
    )
    .option('--size <n>', 'how many endpoints', whole(1, 10_000), 240)
    .option('--dir <folder>', 'where their homes, keys and inventory live', './fleet')
    .option('--quiet', 'say nothing on the way')
    .option('--json', 'print one line of JSON when all are up')
    .action(serve);

  const ask = (name: string, description: string) =>
    fleet
      .command(name)
      .description(description)
      .option('--dir <folder>', 'the folder of the running fleet', './fleet')
      .option('--json', 'print the result as JSON');
  type Asked = { dir: string; json?: boolean };
  const answer = async (options: Asked, request: Parameters<typeof fleetControl>[1]): Promise<void> => {
    const reply = await fleetControl(resolve(options.dir), request);
    openTerminal(options.json === true).result(reply, JSON.stringify(reply, null, 2));
  };
  const share = new Option('--share <share>', 'share of the endpoints, 0 to 1')
    .default(1)
    .argParser(fraction);
  ask('status', 'Count the states of the services and the faults').action((o: Asked) =>
    answer(o, { act: 'status' }),
  );
  ask('break', 'Break a service for real on a share of the endpoints')
    .argument('<service>', services.join(', '))
    .addOption(share)
    .action((service: string, o: Asked & { share: number }) =>
      answer(o, { act: 'break', service, share: o.share }),
    );
  ask('repair', 'Start a service again on a share of the endpoints')
    .argument('<service>', services.join(', '))
    .addOption(share)
    .action((service: string, o: Asked & { share: number }) =>
      answer(o, { act: 'repair', service, share: o.share }),
    );
  ask('fault', 'Give some endpoints a fault')
    .argument('<kind>', faultKinds.join(', '), oneOf(faultKinds))
    .option('--count <n>', 'how many endpoints', whole(1, 10_000), 1)
    .action((kind: FaultKind, o: Asked & { count: number }) =>
      answer(o, { act: 'fault', kind, count: o.count }),
    );
  ask('clear', 'Take all faults away').action((o: Asked) => answer(o, { act: 'clear' }));
  return fleet;
}

async function serve(options: { size: number; dir: string; quiet?: boolean; json?: boolean }): Promise<void> {
  const terminal = openTerminal(options.json === true);
  const dir = resolve(options.dir);
  if (!options.quiet) terminal.say(`Starting ${options.size} SSH endpoints …`);
  const fleet = await startFleet({ size: options.size, dir, services });
  if (options.json) terminal.result({ ready: true, size: options.size, dir }, '');
  else if (!options.quiet)
    terminal.say(`${options.size} endpoints serve on loopback. Plan files in ${dir}. Ctrl C ends them.`);
  await new Promise<void>((done) => {
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
    // Started by another process: end with it, however it ends.
    process.once('disconnect', () => done());
  });
  await fleet.close();
  // Listening for `disconnect` keeps the channel, and with it this process, alive.
  if (process.connected) process.disconnect();
}

function oneOf<T extends string>(values: readonly T[]) {
  return (text: string): T => {
    const found = values.find((value) => value === text);
    if (found) return found;
    throw new AppError('invalid-input', `"${text}" is none of: ${values.join(', ')}.`);
  };
}
