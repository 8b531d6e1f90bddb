import { placeholdersIn } from '../../domain/run/render/template';
import { didYouMean } from '../nearest-word';
import { type PlanProblem, planError } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import { consoleStepFields } from '../schema/console-step';
import type { PlanFile } from '../schema/plan-file';
import type { RunbookFile } from '../schema/runbook-file';
import type { StepFile } from '../schema/step';
import { fieldName, valueAt } from '../yaml/field-name';
import type { Path } from '../yaml/locate';

type Part = PlanPart<RunbookFile>;
const kinds = Object.keys(consoleStepFields);

/** What steps at the console must be beyond their shape. */
export function checkConsoleSteps(part: Part, plan: PlanFile | null): readonly PlanProblem[] {
  const steps = part.value?.steps ?? [];
  const parameters = part.value?.parameters.map(({ id }) => id) ?? [];
  return [
    ...checkSomeEndpointStep(part, steps),
    ...steps.flatMap((step, index) => [
      ...checkAllowed(part, step, index, plan),
      ...checkRequest(part, step, index),
      ...checkOptions(part, step, index),
      ...textsOf(step).flatMap(({ path, text, isFixed }) =>
        checkText(part, ['steps', index, ...path], text, isFixed ? [] : parameters),
      ),
    ]),
  ];
}

/** Without one nothing shows whether what people did has brought anything back. */
function checkSomeEndpointStep(part: Part, steps: readonly StepFile[]): readonly PlanProblem[] {
  const isAtConsole = (step: StepFile) => kinds.some((kind) => valueAt(step, [kind]) !== undefined);
  if (steps.length === 0 || !steps.every(isAtConsole)) return [];
  const message = 'No step of this runbook is done on endpoints, so nothing would show whether it worked.';
  const fix = 'Add one that proves it, for example "verify: systemctl is-active auth-agent".';
  return [planError(part.file, part.locate(['steps'], 'name'), 'nothing-on-endpoints', message, fix)];
}

/** A program on this machine can do whatever the person at it can, so the whole plan has to say that it is meant. */
function checkAllowed(
  part: Part,
  step: StepFile,
  index: number,
  plan: PlanFile | null,
): readonly PlanProblem[] {
  if (step.local === undefined || plan === null || plan.local_steps === 'allowed') return [];
  const message = `steps.${step.id} runs a program on the console's own machine, and plan.yaml does not allow that.`;
  const fix = 'Add "local_steps: allowed" to plan.yaml if it is meant.';
  const at = part.locate(['steps', index, 'local'], 'name');
  return [planError(part.file, at, 'local-not-allowed', message, fix)];
}

function checkRequest(part: Part, { id, http }: StepFile, index: number): readonly PlanProblem[] {
  if (http === undefined) return [];
  const problem = (field: string, rule: string, message: string, fix: string) =>
    planError(part.file, part.locate(['steps', index, 'http', field]), rule, message, fix);
  const problems: PlanProblem[] = [];
  if (http.json !== undefined && http.body !== undefined)
    problems.push(problem('body', 'exactly-one', `steps.${id}.http has json and body.`, 'Keep one of them.'));
  if (http.secret_header !== undefined && http.secret === undefined)
    problems.push(
      problem(
        'secret_header',
        'missing-field',
        `steps.${id}.http.secret is missing.`,
        'Name the file with the secret.',
      ),
    );
  if (http.secret !== undefined && isOpenRoad(http.url)) {
    const message = `steps.${id}.http would send its secret unencrypted.`;
    problems.push(problem('url', 'secret-over-http', message, 'Write https.'));
  }
  return problems;
}

function isOpenRoad(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

function checkOptions(part: Part, { id, decision }: StepFile, index: number): readonly PlanProblem[] {
  const ids = decision?.options.map((option) => option.id) ?? [];
  const at = ids.findIndex((each, position) => ids.indexOf(each) !== position);
  if (at === -1) return [];
  const message = `steps.${id}.decision has the option "${ids[at]}" twice.`;
  const where = part.locate(['steps', index, 'decision', 'options', at, 'id']);
  return [planError(part.file, where, 'repeated-option', message, 'Give each option an id of its own.')];
}

type Text = { readonly path: Path; readonly text: string; readonly isFixed?: boolean };

/** Every text in which a place may stand, or in which one would be sent as it stands. */
function textsOf({ manual, decision, local, http }: StepFile): readonly Text[] {
  const told = typeof manual === 'string' ? { instruction: manual, steps: [] } : manual;
  return [
    ...(told ? [{ path: ['manual'], text: told.instruction }] : []),
    ...(told?.steps ?? []).map((text, at) => ({ path: ['manual', 'steps', at], text })),
    ...(decision ? [{ path: ['decision', 'question'], text: decision.question }] : []),
    ...(decision?.options ?? []).map(({ label }, at) => ({
      path: ['decision', 'options', at, 'label'],
      text: label,
    })),
    ...(local?.command ?? []).map((text, at) => ({
      path: ['local', 'command', at],
      text,
      // What is started is never left to whoever fills in a value.
      isFixed: at === 0,
    })),
    ...(http ? [{ path: ['http', 'url'], text: http.url }] : []),
    ...Object.entries(http?.headers ?? {}).map(([name, text]) => ({ path: ['http', 'headers', name], text })),
    ...(http?.body === undefined ? [] : [{ path: ['http', 'body'], text: http.body, isFixed: true }]),
    ...stringsIn(http?.json).map((text) => ({ path: ['http', 'json'], text })),
  ];
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : [];
}

function checkText(part: Part, path: Path, text: string, known: readonly string[]): readonly PlanProblem[] {
  return placeholdersIn(text)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const isOfEndpoint = name.startsWith('label.') || name.startsWith('endpoint.');
      const message = isOfEndpoint
        ? `{{ ${name} }} has no meaning here: the step is done once, not on an endpoint.`
        : known.length === 0
          ? `nothing is filled in here, and {{ ${name} }} would stay as it stands.`
          : `there is no parameter "${name}".`;
      const fix = didYouMean(name, [...known], `Add it under "parameters:", or write "\\{{ ${name} }}".`);
      const where = fieldName(part.value, path) ?? '';
      return planError(part.file, part.locate(path), 'unknown-parameter', `${where}: ${message}`, fix);
    });
}
