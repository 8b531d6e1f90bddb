import type { EditPath } from '../../src/domain/plan/plan-edit';
import type { EntryPart, PlanEntry } from '../../src/domain/plan/plan-entries';
import type { PlanFileLine } from '../../src/ipc/plan-editing';
import type { ListOption } from '../ui/list-box';
import { asCount, asNoun } from '../ui/numbers';
import { Shape } from '../ui/shape';

/** The lists of plan.yaml that open to one line for each entry. */
export const entryParts = [
  ['people', 'People', 'person'],
  ['channels', 'Channels', 'channel'],
] as const satisfies readonly (readonly [EntryPart, string, string])[];

const headings: Readonly<Record<PlanFileLine['kind'], string | null>> = {
  plan: null,
  service: 'Services',
  runbook: 'Runbooks',
  risk: 'Risks and scenarios',
  scenario: 'Risks and scenarios',
};

export type Entry = ListOption & {
  readonly file: string;
  readonly part: EditPath | null;
  /** What opens and folds when it is taken. */
  readonly folds: EntryPart | null;
};

export const entryId = (file: string, part: EditPath | null): string => [file, ...(part ?? [])].join('#');

type Listing = {
  readonly files: readonly PlanFileLine[];
  /** People and channels of plan.yaml while it is open, newer than those of the files; null = it is not. */
  readonly typed: readonly PlanEntry[] | null;
  readonly unfolded: readonly EntryPart[];
  /** Only what has these words in its name or file; empty = everything. */
  readonly wanted: string;
};

/** The lines of the list: the plan, its people and channels as far as they are unfolded, and the other files by kind. */
export function listEntries({ files, typed, unfolded, wanted }: Listing): readonly Entry[] {
  const words = wanted.trim().toLowerCase();
  const fits = (...texts: readonly string[]) => texts.some((text) => text.toLowerCase().includes(words));
  let heading: string | null = null;
  return files.flatMap((line): readonly Entry[] => {
    const { file, kind, name } = line;
    if (kind === 'plan') {
      const own = fits('plan', file) ? [fileEntry(line, 'Plan', null)] : [];
      const entries = typed ?? line.entries ?? [];
      return [
        ...own,
        ...entryParts.flatMap(([part, title]) => {
          const inside = entries.filter((each) => each.part === part);
          const isOpen = words !== '' || unfolded.includes(part);
          const found = isOpen ? inside.filter((each) => fits(each.name, each.id)) : [];
          const head = words === '' || found.length > 0 || fits(title);
          return [
            ...(head ? [partEntry(file, part, title, inside.length, isOpen)] : []),
            ...found.map((each) => itemEntry(file, each)),
          ];
        }),
      ];
    }
    if (!fits(name, file)) return [];
    const above = headings[kind] === heading ? null : headings[kind];
    heading = headings[kind];
    return [fileEntry(line, name, above)];
  });
}

function partEntry(file: string, part: EntryPart, title: string, count: number, isOpen: boolean): Entry {
  return {
    ...{ id: entryId(file, [part]), file, part: [part], folds: part },
    ...{ testId: `plan-file-${part}`, className: 'plan-entry' },
    content: (
      <>
        <span>
          {title} <small>{asCount(count)}</small>
        </span>
        <small className="is-dim">{isOpen ? 'Fold' : 'Unfold'}</small>
      </>
    ),
  };
}

function itemEntry(file: string, { part, index, id, name }: PlanEntry): Entry {
  return {
    ...{ id: entryId(file, [part, index]), file, part: [part, index], folds: null },
    ...{ testId: `plan-entry-${part}-${id || index}`, className: 'plan-entry plan-entry-inner' },
    content: <span title={id}>{name}</span>,
  };
}

function fileEntry(line: PlanFileLine, words: string, heading: string | null): Entry {
  const { file, kind, errors, warnings, hasDraft } = line;
  return {
    ...{ id: entryId(file, null), file, part: null, folds: null, testId: `plan-file-${file}` },
    className: heading ? 'plan-entry plan-entry-first' : 'plan-entry',
    content: (
      <>
        {heading ? <small className="plan-heading">{heading}</small> : null}
        <span title={file}>{words}</span>
        {kind === 'scenario' && !hasDraft && errors + warnings === 0 ? (
          <small className="is-faint">scenario</small>
        ) : null}
        {hasDraft ? <small className="is-act">draft</small> : null}
        {errors > 0 ? (
          <small className="is-down">
            <Shape form="cross" /> {asNoun(errors, 'mistake')}
          </small>
        ) : null}
        {errors === 0 && warnings > 0 ? (
          <small className="is-risk">
            <Shape form="triangle" /> {asNoun(warnings, 'warning')}
          </small>
        ) : null}
      </>
    ),
  };
}
