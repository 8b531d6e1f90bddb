import { join } from 'node:path';
import { emptyWorld } from '../domain/world';
import { AppError } from '../errors';
import { openPins, pinFileIn } from '../identity/pin-file';
import { listenerOff } from '../ipc/listener-status';
import type { JournalStatus, Snapshot } from '../ipc/snapshot';
import { openDrafts } from '../plan/edit/drafts';
import { type Journal, openJournal } from '../store/journal';
import { JournalBroken } from '../store/journal-broken';
import { type AskedSecrets, keepsNothing, type SecretKeep } from './asked-secrets';
import { systemClock } from './clock';
import { type Core, createCore } from './core';
import { createHandlers, type Handlers, type ShellCall } from './handlers';
import { boundRegularExpressions } from './linear-expressions';
import { type ExecutionOptions, planTransport } from './plan-transport';

/**
 * One console on one data folder. `core` is null when the journal was refused: then the handlers answer
 * `console.open` with the reason and refuse everything else, and nothing is written.
 */
export type Session = {
  readonly core: Core | null;
  readonly handlers: Omit<Handlers, ShellCall>;
  close(): Promise<void>;
};

export type SessionOptions = {
  /** Holds `journal.db` and `exports/`; created when missing. */
  readonly folder: string;
  readonly version: string;
  /** See `CoreOptions`. */
  readonly actsByItself: boolean;
  /** How endpoints are reached. */
  readonly execution: ExecutionOptions;
  /** See `CoreOptions`: for whoever has a window to draw. */
  readonly planReaderFile?: string | undefined;
  /** Where a person at the window is asked for secrets: what keeps them. null = nobody is asked there. */
  readonly keychain: SecretKeep | null;
  readonly onFault: (error: unknown) => void;
};

/** @throws AppError `unavailable` when another process has this folder's journal open */
export function openSession(options: SessionOptions): Session {
  const { folder, version, actsByItself, keychain, onFault } = options;
  boundRegularExpressions();
  let journal: Journal;
  try {
    journal = openJournal(join(folder, 'journal.db'), systemClock.now);
  } catch (error) {
    if (!(error instanceof JournalBroken)) throw error;
    return refusedSession(version, error);
  }
  try {
    const core = createCore({
      version,
      actsByItself,
      journal,
      clock: systemClock,
      createTransport: (identityFile, secrets, password) =>
        planTransport(asking(options, secrets))(identityFile, password),
      keychain: keychain ?? keepsNothing('Nothing is kept here.'),
      pins: openPins(pinFileIn(folder)),
      exportsFolder: join(folder, 'exports'),
      drafts: openDrafts(join(folder, 'drafts')),
      planReaderFile: options.planReaderFile,
      onFault,
    });
    return { core, handlers: createHandlers(core), close: () => core.close() };
  } catch (error) {
    journal.close();
    throw error;
  }
}

/** Whoever has a window is asked there, in place of a terminal. */
function asking({ execution, keychain }: SessionOptions, secrets: AskedSecrets): ExecutionOptions {
  if (keychain === null) return execution;
  return {
    ...execution,
    askPassphrase: (file, isAgain) =>
      secrets.ask({
        name: file,
        words: `The SSH key ${file} has a passphrase. Until it is given, nothing is sent to the endpoints.`,
        isAgain,
      }),
    askPassword: (organisation, isAgain) =>
      secrets.ask({
        name: `password of the endpoints of ${organisation}`,
        words: `The endpoints of ${organisation} ask for a password. Until it is given, nothing is sent to them.`,
        isAgain,
      }),
  };
}

function refusedSession(version: string, error: JournalBroken): Session {
  const journal: JournalStatus = { state: 'refused', file: error.file, row: error.row, reason: error.reason };
  const snapshot: Snapshot = {
    version,
    journal,
    plan: { plan: null, folder: null, problems: [] },
    world: emptyWorld,
    recent: [],
    live: { sweptAt: {}, previews: {}, listener: listenerOff, checkedAt: {}, questions: [] },
    demo: { state: 'off', detail: '' },
  };
  const no = async (): Promise<never> => {
    throw new AppError('journal-broken', error.message);
  };
  return {
    core: null,
    handlers: {
      'console.open': async () => snapshot,
      'plan.readiness': no,
      'plan.files': no,
      'plan.read': no,
      'plan.previewEdit': no,
      'plan.save': no,
      'plan.dropDraft': no,
      'keys.login': no,
      'keys.look': no,
      'keys.keep': no,
      'operator.signIn': no,
      'operator.enrol': no,
      'operator.leave': no,
      'incident.declare': no,
      'incident.takeCommand': no,
      'incident.assignRole': no,
      'incident.note': no,
      'incident.raise': no,
      'incident.correctImpactStart': no,
      'incident.standDown': no,
      'incident.reopen': no,
      'incident.export': no,
      'incident.choosePlanB': no,
      'handover.offer': no,
      'handover.accept': no,
      'handover.end': no,
      'task.close': no,
      'task.extend': no,
      'decision.propose': no,
      'decision.object': no,
      'decision.make': no,
      'activation.veto': no,
      'approval.request': no,
      'approval.give': no,
      'approval.end': no,
      'paging.acknowledge': no,
      'comms.signOff': no,
      'outbox.review': no,
      'run.start': no,
      'run.preview': no,
      'run.previewRetry': no,
      'risks.read': no,
      'run.outputs': no,
      'run.endpointSteps': no,
      'run.answerSite': no,
      'run.choose': no,
      'run.stop': no,
      'secret.answer': no,
      'preflight.start': no,
      'preflight.cancel': no,
      'fleet.arm': no,
      'fleet.disarm': no,
      'run.previewResume': no,
      'run.previewRollback': no,
      'run.previewPassed': no,
      'run.pause': no,
      'run.continue': no,
      'run.reconcile': no,
    },
    close: async () => {},
  };
}
