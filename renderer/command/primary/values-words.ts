import type { Plan } from '../../../src/domain/plan/plan';
import type { Manifest } from '../../../src/domain/run/manifest';
import { isDefault, type Parameter, writtenValue } from '../../../src/domain/run/parameters';
import type { PrimaryAction, RunPreview } from '../../../src/domain/views/primary-action';
import { someOf } from '../../../src/domain/views/words';
import { type Fact, strong } from './fact';

const none: readonly Parameter[] = [];

/** The parameters of a manifest's runbook. */
export const parametersOf = (plan: Plan, { runbook }: Pick<Manifest, 'runbook'>): readonly Parameter[] =>
  plan.runbooks.find((each) => each.id === runbook)?.parameters ?? none;

/** Those that a person may still give values: what goes on with a run has the values of that run. */
export function settable(plan: Plan, { manifest }: Pick<RunPreview, 'manifest'>): readonly Parameter[] {
  const { follows } = manifest;
  return follows === undefined || follows.as === 'passed' ? parametersOf(plan, manifest) : none;
}

/** Acts that would run a manifest which a person may still give values for. What was approved stands as it is. */
export function hasValues(
  action: PrimaryAction,
  plan: Plan,
): action is Extract<PrimaryAction, { kind: 'run' | 'ask-approval' | 'not-allowed' }> {
  if (action.kind === 'run' && action.approval !== null) return false;
  if (action.kind !== 'run' && action.kind !== 'ask-approval' && action.kind !== 'not-allowed') return false;
  return settable(plan, action.preview).length > 0;
}

/** One value of a manifest, as a person writes it. */
export type ShownValue = {
  readonly id: string;
  readonly written: string;
  /** What would stand in its place if nobody had said anything; null = it is the default. */
  readonly inPlaceOf: string | null;
};

/** The values of a manifest in the order of the runbook's parameters, each against its default. */
export function shownValues(plan: Plan, manifest: Manifest): readonly ShownValue[] {
  const { values = {} } = manifest;
  const parameters = new Map(parametersOf(plan, manifest).map((each) => [each.id, each]));
  return Object.entries(values).map(([id, sent]) => {
    const parameter = parameters.get(id);
    if (!parameter) return { id, written: sent, inPlaceOf: null };
    const inPlaceOf = isDefault(parameter, sent) ? null : parameter.default;
    return { id, written: writtenValue(parameter, sent), inPlaceOf };
  });
}

/** How many of the values are another than the default. */
export const changedIn = (values: readonly ShownValue[]): number =>
  values.filter(({ inPlaceOf }) => inPlaceOf !== null).length;

/** What the run is started with; what was changed stands first and says what it replaces. */
export function valuesFact(plan: Plan, manifest: Manifest): readonly Fact[] {
  const values = shownValues(plan, manifest);
  if (values.length === 0) return [];
  const changed = values.filter(({ inPlaceOf }) => inPlaceOf !== null);
  // What goes on with a run has its values, and only those that somebody changed are worth a line.
  const rest = manifest.follows ? [] : values.filter(({ inPlaceOf }) => inPlaceOf === null);
  return [
    ...changed.map(
      ({ id, written, inPlaceOf }): Fact => [
        `Changed: ${id} is `,
        strong(shortened(written)),
        `, not ${shortened(inPlaceOf ?? '')}`,
      ],
    ),
    ...(rest.length === 0
      ? []
      : [
          [
            changed.length === 0 ? 'By default: ' : 'The rest by default: ',
            someOf(
              rest.map(({ id, written }) => `${id} ${shortened(written)}`),
              2,
            ),
          ],
        ]),
  ];
}

const most = 60;

/** On one line, and short enough to stand among others; the manifest has all of it. */
export function shortened(value: string): string {
  const line = value.replaceAll(/\s+/g, ' ');
  if (line === '') return 'empty';
  return line.length > most ? `${line.slice(0, most)}…` : line;
}
