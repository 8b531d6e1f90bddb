import { homedir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../errors';
import type { StartAnswers, StartFound, StartPreview } from '../ipc/start-plan';
import { buildPlan } from '../plan/init/build-plan';
import { readTemplates } from '../plan/init/read-templates';
import { schemaFolder } from '../plan/init/schema-line';
import { inventoryOf, type StartingPoint } from '../plan/init/starting-point';
import { writePlan } from '../plan/init/write-plan';
import { jsonSchemaFiles } from '../plan/json-schema';
import { loginBy } from './console-facts';
import { checkSelector, countSelected } from './plan-holder';
import type { PlanReader } from './plan-reader/plan-reader';
import { usualKey } from './usual-key';

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
  /** Reads and checks; asked for each time, because the console may move to another journal meanwhile. */
  readonly reader: () => Pick<PlanReader, 'startingPoint' | 'checkFile'>;
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
    const { organisation, name, services, template, mode } = answers;
    const user = answers.user || null;
    if (found.needsUser && user === null)
      throw new AppError('refused', 'Say who signs in: the inventory names nobody for some endpoints.');
    return buildPlan({
      answers: {
        ...{ organisation, mode, user, identity: keyOf(found) },
        people: [{ name, mail: answers.mail || undefined, phone: answers.phone || undefined }],
        services: services.map(({ group, template: own, probe }) => ({
          ...candidate(found, group),
          ...{ templates: [own ?? template], probe },
        })),
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
      // What was chosen before must not be taken for a file that turns out to be none.
      start = null;
      start = await options.reader().startingPoint(path, options.knownHosts);
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
      return {
        files: own,
        schemas: all.length - own.length,
        problems: await mistakes(options.reader(), own),
      };
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
    login: loginOf(start),
    groups: candidates.map(({ name, size, leftOut }) => ({ name, size, proposed: leftOut === null })),
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

const keyOf = ({ identity }: StartingPoint) => identity ?? usualKey();

function loginOf(start: StartingPoint): StartFound['login'] {
  const key = keyOf(start);
  const file = key?.startsWith('~/') ? join(homedir(), key.slice(2)) : key;
  return { key, is: loginBy(file, process.env.SSH_AUTH_SOCK) };
}

/** What was typed is in these files; whatever else the plan could be refused for, writing it finds. */
async function mistakes(
  reader: Pick<PlanReader, 'checkFile'>,
  files: StartPreview['files'],
): Promise<StartPreview['problems']> {
  const typed = files.filter(({ path }) => path === 'plan.yaml' || path.startsWith('services/'));
  const checked = await Promise.all(typed.map(({ path, text }) => reader.checkFile(path, text)));
  return checked
    .flatMap(({ problems }) => problems)
    .filter(({ severity }) => severity === 'error')
    .map(({ path: _, ...problem }) => problem);
}
