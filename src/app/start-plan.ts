import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../errors';
import type { StartAnswers, StartFound, StartPreview } from '../ipc/start-plan';
import { buildPlan } from '../plan/init/build-plan';
import { mostProposed } from '../plan/init/candidates';
import { readTemplates } from '../plan/init/read-templates';
import { schemaFolder } from '../plan/init/schema-line';
import { inventoryOf, type StartingPoint, startingPoint } from '../plan/init/starting-point';
import { writePlan } from '../plan/init/write-plan';
import { jsonSchemaFiles } from '../plan/json-schema';
import { checkSelector, countSelected } from './plan-holder';

/** A new plan on its way from an inventory to a folder, in a window; one at a time. */
export type StartPlan = {
  /** Null when the person chose no file. */
  readonly chooseInventory: () => Promise<StartFound | null>;
  readonly chooseFolder: () => Promise<{ folder: string } | null>;
  readonly preview: (answers: StartAnswers) => Promise<StartPreview>;
  /** Writes the plan into the chosen folder and says which that is. */
  readonly write: (answers: StartAnswers) => Promise<string>;
};

type StartOptions = {
  readonly templates: string;
  /** Ask the person in a dialog of the system; null = they chose nothing. */
  readonly askFile: () => Promise<string | null>;
  readonly askFolder: () => Promise<string | null>;
  readonly now: () => number;
  /** Files of OpenSSH; default: those of this user and machine. */
  readonly knownHosts?: readonly string[];
};

const firstEnvelopesMs = 90 * 86_400_000;

export function createStartPlan(options: StartOptions): StartPlan {
  let start: StartingPoint | null = null;
  let folder: string | null = null;
  const files = async (answers: StartAnswers) => {
    if (!start) throw new AppError('refused', 'Choose an inventory first.');
    const found = start;
    const { organisation, name, groups, template, mode } = answers;
    const user = answers.user || null;
    if (found.needsUser && user === null)
      throw new AppError('refused', 'Say who signs in: the inventory names nobody for some endpoints.');
    return buildPlan({
      answers: {
        ...{ organisation, mode, user, identity: found.identity ?? usualKey() },
        people: [{ name, mail: answers.mail || undefined, phone: answers.phone || undefined }],
        services: groups.map((group) => ({ ...candidate(found, group), templates: [template] })),
        until: new Date(options.now() + firstEnvelopesMs).toISOString().slice(0, 10),
      },
      templates: await readTemplates(options.templates),
      inventory: inventoryOf(found, user),
      knownHosts: found.knownHosts,
      schemas: jsonSchemaFiles(),
    });
  };
  return {
    async chooseInventory() {
      const path = await options.askFile();
      if (path === null) return null;
      start = await startingPoint(path, { knownHosts: options.knownHosts });
      folder = null;
      return shown(start, options.templates);
    },
    async chooseFolder() {
      folder = (await options.askFolder()) ?? folder;
      return folder === null ? null : { folder };
    },
    async preview(answers) {
      const all = Object.entries(await files(answers)).map(([path, text]) => ({ path, text }));
      const own = all.filter(({ path }) => !path.startsWith(schemaFolder));
      return { files: own, schemas: all.length - own.length };
    },
    async write(answers) {
      if (folder === null) throw new AppError('refused', 'Choose a folder first.');
      const made = await files(answers);
      await writePlan(folder, made, { checkSelector, countSelected, nowMs: options.now() });
      return folder;
    },
  };
}

async function shown(start: StartingPoint, templates: string): Promise<StartFound> {
  const { file, format, endpoints, withKey, problems, needsUser, whyCsv, candidates } = start;
  return {
    ...{ file, format, withKey, problems, needsUser, whyCsv, endpoints: endpoints.length },
    groups: candidates.map(({ name, size }, index) => ({ name, size, proposed: index < mostProposed })),
    templates: (await readTemplates(templates)).map(({ id, name, summary, irreversible }) => ({
      ...{ id, name, summary, irreversible },
    })),
  };
}

function candidate({ candidates }: StartingPoint, name: string) {
  const found = candidates.find((each) => each.name === name);
  if (found) return { name: found.name, selector: found.selector };
  throw new AppError('not-found', `The inventory has no group "${name}".`);
}

/** The first key that OpenSSH itself would try; null = what the agent holds. */
function usualKey(): string | null {
  const name = ['id_ed25519', 'id_ecdsa', 'id_rsa'].find((each) => existsSync(join(homedir(), '.ssh', each)));
  return name === undefined ? null : `~/.ssh/${name}`;
}
