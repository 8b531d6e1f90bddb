import { Command } from 'commander';
import { isOpen } from '../../domain/incident/incident';
import { requireIncident } from '../../domain/incident/lookup';
import { duration } from '../../domain/views/duration';
import { refuse } from '../../errors';
import { atConsole, type ConsoleOptions, type Place } from '../at-console';
import { defaultDataFolder } from '../data-folder';
import { exitCodes } from '../exit-codes';
import { finishIncident } from '../finish-incident';
import { verifyWithinOption } from '../finish-options';
import { pinFileOption } from '../pin-option';

type Options = ConsoleOptions & {
  readonly takeCommand?: string;
  readonly unproven?: string;
  readonly verifyWithin: number;
};

/** `holdfast stand-down` */
export const standDownCommand = (): Command =>
  new Command('stand-down')
    .description('End an incident: look once more, wait for the proof where it is not there yet, export')
    .argument('<incident>', 'id of the incident, such as INC-0001')
    .requiredOption('--plan <folder>', 'the plan folder')
    .requiredOption('--as <person>', 'id of the person at this console')
    .addOption(pinFileOption())
    .option('--data <folder>', 'the data folder that holds journal.db', defaultDataFolder())
    .option('--take-command <reason>', 'relieve whoever commands the incident, and say why')
    .option('--unproven <reason>', 'end it without a proof, and say why; waits for nothing')
    .addOption(verifyWithinOption())
    .option('--json', 'print the result as JSON')
    .action((incident: string, options: Options) =>
      atConsole(options, (place) => standDown(place, incident, options)),
    );

async function standDown(place: Place, id: string, options: Options): Promise<void> {
  const { core, handlers, terminal, person } = place;
  const before = requireIncident(core.ledger.world(), id);
  if (!isOpen(before)) refuse(`${id} is resolved already.`);
  const { commander } = before;
  if (commander !== person) {
    if (commander !== null && options.takeCommand === undefined)
      refuse(`${commander} commands ${id}, and only they stand it down. Relieve them: --take-command "why".`);
    await handlers['incident.takeCommand']({ incident: id, reason: options.takeCommand });
  }
  if (options.unproven !== undefined)
    await handlers['incident.standDown']({ incident: id, reason: options.unproven });
  const verifyWithinMs = options.unproven === undefined ? options.verifyWithin * 1000 : 0;
  const parts = { core, handlers, terminal, incident: id, run: null, person, verifyWithinMs };
  const { incident, exported } = await finishIncident(parts);
  const { verifiedAt, impactStart } = incident;
  const rtaMs = verifiedAt === null ? null : verifiedAt - impactStart;
  const stoodDown = !isOpen(incident);
  const proof = rtaMs === null ? 'without proof' : `verified ${duration(rtaMs)} after impact`;
  terminal.result(
    { incident: id, stoodDown, rtaMs, exported },
    [
      stoodDown
        ? `STOOD DOWN · ${id} · ${proof}`
        : `OPEN · ${id} · not verified. Restored is not verified. To end it all the same: --unproven "why".`,
      `Timeline   ${exported.markdown}`,
      `Bundle     ${exported.bundle}`,
    ].join('\n'),
  );
  process.exitCode = stoodDown ? exitCodes.ok : exitCodes.notGood;
}
