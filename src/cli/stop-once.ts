import type { Session } from '../app/session';
import type { Terminal } from './terminal';

/** Ctrl C is the Stop of the screen; where nothing runs, it ends the call. The second one ends it at once. */
export function stopOnce(core: Session['core'], handlers: Session['handlers'], terminal: Terminal): void {
  const runs = Object.values(core?.ledger.world().runs ?? {});
  const live = runs.find((run) => run.result === null && run.stopRequestedAt === null);
  if (!live) process.exit(130);
  terminal.say(
    `Stopping    ${live.id}: nothing more is sent, what is in flight may end (again: leave it unknown)`,
  );
  handlers['run.stop']({ run: live.id }).catch((error: Error) => terminal.say(`holdfast: ${error.message}`));
}
