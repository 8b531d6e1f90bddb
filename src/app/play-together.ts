import type { Manifest, ManifestEntry, ManifestStep } from '../domain/run/manifest';
import type { Outcome } from '../domain/run/outcome';
import { unpackFiles } from '../domain/run/playbook';
import type { Runbook } from '../domain/run/runbook';
import { type PlaybookHost, whyNotNamed } from '../execution/ansible/inventory';
import type { AnsibleProgram } from '../execution/ansible/program';
import { runPlaybook } from '../execution/ansible/run-playbook';
import type { Means } from './do-step';
import type { RunFlow } from './run-flow';
import type { RunLog } from './run-log';

/** What a console does with `ansible-playbook` in one run. */
export type Player = {
  /** Why nothing of this run can be played, in words for a person, before anything is sent; null = it can. */
  whyNot(): Promise<string | null>;
  /** The program and its version, once `whyNot` has found it. */
  by(): string;
  /**
   * Plays the playbook of a step on these endpoints together; every one of them ends once.
   * @returns why the playbook as a whole could not be played; null = it was
   */
  play(step: ManifestStep, entries: readonly ManifestEntry[], how: HowToPlay): Promise<string | null>;
};

export type HowToPlay = {
  readonly signal: AbortSignal;
  readonly isHeld: () => boolean;
  readonly onEnd: (entry: ManifestEntry, outcome: Outcome) => void;
};

type Parts = Means & {
  readonly manifest: Manifest;
  readonly runbook: Runbook;
  /** Finds the program on this machine. */
  readonly findAnsible: () => Promise<AnsibleProgram | { readonly because: string }>;
};

export function createPlayer(parts: Parts): Player {
  const { manifest, runbook, transport, contents } = parts;
  let program: AnsibleProgram | null = null;
  return {
    async whyNot() {
      const odd = whyNotNamed(manifest.entries.map(({ endpoint }) => ({ name: endpoint })));
      if (odd !== null) return odd;
      const found = await parts.findAnsible();
      if ('because' in found) return `${found.because}; nothing was sent`;
      program = found;
      return null;
    },
    by: () => (program === null ? 'ansible-playbook' : `ansible-core ${program.version}`),
    async play(step, entries, { signal, isHeld, onEnd }) {
      const { ansible } = step;
      const packed = contents.get(ansible?.sha256 ?? '');
      if (program === null || !ansible || packed === undefined)
        throw new Error(`${step.id} cannot be played`);
      const answer = await parts.becomeSecret();
      if (answer !== null && 'because' in answer) {
        for (const entry of entries) onEnd(entry, { state: 'cancelled', tookMs: 0 });
        return answer.because;
      }
      const byName = new Map(entries.map((entry) => [entry.endpoint, entry]));
      const packing = unpackFiles(new TextDecoder().decode(packed));
      return runPlaybook({
        ...{ program, transport, signal, isHeld },
        files: new Map([...packing].map(([path, base64]) => [path, Buffer.from(base64, 'base64')])),
        playbook: nameIn(ansible.playbook),
        hosts: entries.map(hostOf),
        variables: variablesOf(step, manifest),
        forks: Math.min(ansible.forks ?? runbook.waves.maxInFlight, entries.length),
        isCheck: ansible.check === true,
        becomeUser: step.become?.user ?? null,
        secret: answer?.secret ?? null,
        mayRunHere: ansible.controlNode === true,
        timeoutMs: step.timeoutMs,
        onEnd(name, outcome) {
          const entry = byName.get(name);
          if (entry) onEnd(entry, outcome);
        },
      });
    },
  };
}

/** Plays a step on a wave: on all that may go now, and on those that have to wait in the next round. */
export function createPlayWave({ player, flow, log }: PlayWaveParts) {
  let lookAgain = (): void => {};
  flow.onChange(() => lookAgain());
  const isOver = (): boolean => flow.standing() === 'over';

  return async (step: ManifestStep, entries: readonly ManifestEntry[], inCanary: boolean): Promise<void> => {
    const onEnd = (entry: ManifestEntry, outcome: Outcome): void => {
      log.end({ entry, step: step.id, outcome });
      flow.ended(entry, outcome, inCanary);
    };
    let waiting = entries;
    while (waiting.length > 0 && !isOver()) {
      const ready = new Promise<void>((resolve) => {
        lookAgain = resolve;
      });
      const chosen = new Set(flow.choose(waiting, waiting.length));
      if (chosen.size === 0 && !isOver()) await ready;
      if (chosen.size === 0) continue;
      waiting = waiting.filter((entry) => !chosen.has(entry));
      const isIntended = await log.intend(step.id, [...chosen]);
      if (!isIntended) for (const entry of chosen) flow.left(entry);
      else if (isOver()) for (const entry of chosen) onEnd(entry, { state: 'cancelled', tookMs: 0 });
      else {
        const because = await player.play(step, [...chosen], { signal: flow.signal, isHeld: isOver, onEnd });
        if (because !== null) flow.halt(because);
      }
    }
    await log.flushed();
  };
}

type PlayWaveParts = { readonly player: Player; readonly flow: RunFlow; readonly log: RunLog };

/** The playbook stands directly in its folder. */
const nameIn = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function hostOf(entry: ManifestEntry): PlaybookHost {
  return { ...entry, name: entry.endpoint, labels: entry.labels ?? {}, groups: entry.groups ?? [] };
}

/** Parameters of the runbook have names as scripts know them, in small letters: `unit` is `hf_unit`. */
function variablesOf({ ansible, values }: ManifestStep, manifest: Manifest): Record<string, unknown> {
  const given = Object.entries(values ?? manifest.values ?? {});
  return { ...ansible?.extraVars, ...Object.fromEntries(given.map(([id, value]) => [`hf_${id}`, value])) };
}
