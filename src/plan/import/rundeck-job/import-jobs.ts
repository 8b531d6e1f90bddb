import { basename, dirname } from 'node:path';
import { stringify } from 'yaml';
import { oneLine } from '../../../domain/plain-text';
import { AppError } from '../../../errors';
import { dialect } from '../../fleet/ansible/dialect';
import { parseJson } from '../../fleet/parse-json';
import { isRundeckNodes } from '../../fleet/rundeck/node-inventory';
import { isXmlNodes } from '../../fleet/rundeck/xml-nodes';
import { openPlanFolder, readText } from '../../plan-folder';
import { type PlanProblem, planError, planWarning, startOfFile } from '../../plan-problem';
import { mostYamlBytes } from '../../read-yaml';
import { isXml, readXml } from '../../xml/read-xml';
import type { Path } from '../../yaml/locate';
import { type ParsedYaml, parseYaml } from '../../yaml/parse-yaml';
import { fieldsOf } from './job';
import { type ImportedJob, jobToRunbook } from './job-to-runbook';
import { xmlJobs } from './xml-jobs';

export type ImportedJobs = {
  readonly runbooks: readonly { readonly id: string; readonly yaml: string }[];
  /** Everything that has no place in a runbook, with where it stands in the file of the jobs. */
  readonly problems: readonly PlanProblem[];
};

/**
 * Reads exported jobs of Rundeck, YAML, JSON or XML (https://docs.rundeck.com/docs/manual/document-format-reference/job-yaml-v12.html).
 * Every job becomes a runbook, to be read by a person before it is put into a plan.
 * @throws AppError `not-found` when there is no such file
 */
export async function importRundeckJobs(path: string, owner: string | undefined): Promise<ImportedJobs> {
  const { folder } = await openPlanFolder(dirname(path));
  const file = basename(path);
  const read = folder ? await readText(folder, file, mostYamlBytes) : null;
  if (!read || read.problems.some(({ rule }) => rule === 'missing-file')) {
    throw new AppError('not-found', `${path} is not a file that can be read.`);
  }
  if (read.text === null) return { runbooks: [], problems: read.problems };
  const { yaml, problems: broken } = parsed(file, read.text);
  if (yaml === null) return { runbooks: [], problems: broken };
  const jobs = (Array.isArray(yaml.value) ? yaml.value : [yaml.value]).map(fieldsOf);
  if (jobs.length === 0 || !jobs.every((job) => Array.isArray(fieldsOf(job.sequence).commands))) {
    if (isRundeckNodes(yaml.value))
      return refused(file, 'These are nodes of Rundeck.', `Use "holdfast import inventory ${file}".`);
    const message = `${jobs.length === 0 ? 'No item' : 'Not every item'} of the list is a job with a sequence of commands.`;
    return refused(file, message, 'Export the jobs with "rd jobs list -F yaml".');
  }
  const problems: PlanProblem[] = [];
  const note = (at: Path, message: string, fix: string) => {
    problems.push(
      planWarning(file, yaml.locate(at), 'not-mapped', oneLine(message, 1_000), oneLine(fix, 1_000)),
    );
  };
  const imported = jobs.map((job, index) =>
    jobToRunbook(job, Array.isArray(yaml.value) ? [index] : [], owner, note),
  );
  const ids = imported.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    return refused(file, `Two jobs would become the runbook "${twice}".`, 'Rename one of them.');
  // Not cut short like the mistakes of a plan: the list has to be whole.
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return { runbooks: imported.map((job) => ({ id: job.id, yaml: spell(job, file) })), problems };
}

function parsed(file: string, text: string): ParsedYaml {
  if (isXml(text)) {
    const { root, problems } = readXml(file, text);
    if (root === null || root.name === 'joblist') return { yaml: root && xmlJobs(root), problems };
    const isNodes = isXmlNodes(root);
    const message = isNodes ? 'These are nodes of Rundeck.' : `<${root.name}> is no list of jobs.`;
    const fix = isNodes ? `Use "holdfast import inventory ${file}".` : 'Jobs stand within <joblist>.';
    return { yaml: null, problems: [planError(file, root.at(), 'not-a-job', message, fix)] };
  }
  return /^\s*[[{]/.test(text) ? parseJson(file, text) : parseYaml(file, text, dialect);
}

function spell({ runbook, remarks }: ImportedJob, file: string): string {
  const above = [`From the Rundeck jobs in ${file}. Read it before you use it.`, ...remarks];
  const comment = above.map((line) => `# ${oneLine(line, 300)}`.trimEnd()).join('\n');
  return `${comment}\n${stringify(runbook, { lineWidth: 0 })}`;
}

function refused(file: string, message: string, fix: string): ImportedJobs {
  return { runbooks: [], problems: [planError(file, startOfFile, 'not-a-job', message, fix)] };
}
