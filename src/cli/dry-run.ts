import { dryRun } from '../app/dry-run';
import { checkSelector, countSelected } from '../app/plan-holder';
import type { Severity } from '../domain/authority/envelope';
import { oneLine } from '../domain/plain-text';
import { commandOf } from '../domain/run/command-of';
import type { ManifestEntry } from '../domain/run/manifest';
import { planWaves } from '../domain/run/waves';
import { countExclusions, type RunPreview } from '../domain/views/primary-action';
import { AppError } from '../errors';
import { formatProblem } from '../plan/plan-problem';
import { readPlan } from '../plan/read-plan';
import { valueLines } from './chosen-values';
import { exitCodes } from './exit-codes';
import { openTerminal } from './terminal';

type Options = {
  readonly plan: string;
  readonly as: string;
  readonly severity: Severity;
  readonly set: Readonly<Record<string, string>>;
  readonly json?: boolean;
};

/** `holdfast run --dry-run`: opens no journal and no connection. Ends as the run would where a rule refuses it. */
export async function showDryRun(service: string, options: Options): Promise<void> {
  const read = await readPlan(options.plan, { checkSelector, countSelected, nowMs: Date.now() });
  const { plan, problems } = read;
  if (!plan)
    throw new AppError(
      'invalid-input',
      ['The plan has mistakes:', ...problems.map(formatProblem)].join('\n'),
    );
  const { as: person, severity, set: values } = options;
  const preview = dryRun(plan, { service, person, severity, values, at: Date.now() });
  const waves = plan.runbooks.find(({ id }) => id === preview.manifest.runbook)?.waves;
  openTerminal(options.json === true).result(
    { dryRun: true, ...preview },
    [
      `Dry run     ${preview.runbookName} for ${service}, as ${person}, at ${severity}. Nothing is sent, nothing is written.`,
      ...valueLines(preview.manifest.values),
      ...manifestLines(preview, waves ? planWaves(waves, preview.manifest.entries.length) : []),
      ...stepLines(preview, plan.sudoSecret !== undefined),
      authorityLine(preview),
    ].join('\n'),
  );
  process.exitCode = preview.authority.granted ? exitCodes.ok : exitCodes.refused;
}

function manifestLines({ manifest }: RunPreview, waves: readonly number[]): readonly string[] {
  const { entries, excluded, digest } = manifest;
  const left = countExclusions(manifest).map(([reason, many]) => `${many} ${reason}`);
  return [
    `Manifest    ${digest.slice(0, 12)}: ${entries.length} endpoints${left.length > 0 ? `, left out: ${left.join(', ')}` : ''}`,
    ...entries.map((entry) => `  ${oneLine(placeOf(entry), 300)}`),
    ...excluded.map(({ endpoint, reason }) => `  ${oneLine(endpoint, 200)}  left out: ${reason}`),
    ...(waves.length > 0 ? [`Waves       ${waves.join(', ')}`] : []),
  ];
}

function placeOf({ endpoint, user, address, port, jump = [] }: ManifestEntry): string {
  const way = jump.length > 0 ? `, through ${jump.map(({ name }) => name).join(' → ')}` : '';
  return `${endpoint}  ${user}@${address}:${port}${way}`;
}

/** What the first endpoint would be sent; the others are sent the same, but for their own names and labels. */
function stepLines({ manifest }: RunPreview, hasSecret: boolean): readonly string[] {
  const [entry] = manifest.entries;
  const steps = manifest.steps.flatMap((step) => {
    // Without an endpoint there is nobody to fill the places in for: they are shown as the plan writes them.
    const sent = entry && commandOf(step, entry, manifest.values ?? {}, hasSecret);
    const script = sent?.input && 'text' in sent.input ? sent.input.text : step.script;
    return [
      `  ${step.id}: ${oneLine(sent?.command ?? step.command, 2_000)}`,
      ...(script?.trimEnd().split('\n') ?? []).map((each) => `    | ${asIndented(each)}`),
    ];
  });
  const whom = entry
    ? `as ${oneLine(entry.endpoint, 200)} would be sent them:`
    : 'as the plan writes them; nobody would be sent any:';
  return [`Steps       ${whom}`, ...steps];
}

/** A line of a script begins where it begins: in some languages that is what it says. */
function asIndented(line: string): string {
  const [indent = ''] = /^[ \t]*/.exec(line) ?? [];
  return `${indent.slice(0, 200)}${oneLine(line, 500)}`;
}

function authorityLine({ authority }: RunPreview): string {
  if (authority.granted) return `Authority   granted: ${authority.because}`;
  const { remedy } = authority;
  const how =
    remedy.by === 'second-person'
      ? ` May approve: ${remedy.approvers.join(', ')}.`
      : remedy.by === 'break-glass'
        ? ' This person may break the glass, on the record.'
        : '';
  return `Authority   refused: ${authority.because}${how}`;
}
