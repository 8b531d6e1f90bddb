import type { Plan } from '../domain/plan/plan';
import { interruptRun } from '../domain/run/commands';
import type { Run } from '../domain/run/run-state';
import type { Transport } from '../execution/transport';
import { readSecret } from '../notify/secret-file';
import { type Conducting, conductRun } from './conduct-run';
import type { Ledger } from './ledger';
import { readSudoSecret } from './sudo-secret';
import type { PlanFiles } from './watches';

/** The runs that this console conducts at the moment. */
export type Runs = {
  /** Takes a started run through its waves in the background. */
  conduct(run: string, plan: Plan | null, transport: Transport | null, files?: PlanFiles): void;
  /** Nothing further of it is sent from this moment on. */
  stop(run: string): void;
  /** Nothing new of it is sent until `goOn`. */
  pause(run: string): void;
  goOn(run: string): void;
  /** Stops all there are, and lets none begin after. */
  stopAll(): void;
  /** Settles when everything that is under way now has ended. */
  settled(): Promise<unknown>;
};

/**
 * Runs that a console before this one left open are closed at once, with what is known of every endpoint.
 * @param onEnded told of a run that has ended
 */
export function createRuns(
  ledger: Ledger,
  onEnded: (run: Run) => void,
  onFault: (error: unknown) => void,
): Runs {
  const running = new Map<string, Conducting>();
  let isClosing = false;

  const closeInterrupted = (id: string): void => {
    try {
      ledger.commit((world, at) => {
        const run = world.runs[id];
        return run?.result === null ? interruptRun({ world, at }, run) : [];
      });
    } catch (error) {
      // The journal cannot be written now; the next start finds the run open and closes it then.
      onFault(error);
    }
  };
  for (const id of Object.keys(ledger.world().runs)) closeInterrupted(id);

  return {
    conduct(id, plan, transport, files) {
      const run = ledger.world().runs[id];
      const runbook = plan?.runbooks.find((each) => each.id === run?.manifest.runbook);
      if (!run) throw new Error(`${id} is not in the journal`);
      const contents = files?.contents ?? new Map();
      const hasFiles = run.manifest.steps.every(({ copy, local, http, ansible }) =>
        [copy, local?.file, http?.ca, ansible].every((file) => !file || contents.has(file.sha256)),
      );
      if (isClosing || !plan || !runbook || !transport || !hasFiles) {
        closeInterrupted(id);
        throw new Error(
          `${id} cannot be conducted: ${isClosing ? 'the console closes' : 'its plan is gone'}`,
        );
      }
      const conducting = conductRun(
        {
          ...{ ledger, transport, plan, contents },
          becomeSecret: () => readSudoSecret(plan, files),
          secret: (name) => readSecret(name, own(files?.secretFiles ?? {}, name)),
        },
        run,
        runbook,
      );
      running.set(id, conducting);
      conducting.done
        .then(() => onEnded(run))
        .catch((error) => {
          onFault(error);
          closeInterrupted(id);
        })
        .finally(() => running.delete(id));
    },
    stop: (id) => running.get(id)?.stop(),
    pause: (id) => running.get(id)?.pause(),
    goOn: (id) => running.get(id)?.goOn(),
    stopAll() {
      isClosing = true;
      for (const each of running.values()) each.stop();
    },
    settled: () => Promise.allSettled([...running.values()].map((each) => each.done)),
  };
}

const own = (files: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(files, name) ? files[name] : undefined;
