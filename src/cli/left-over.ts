import { type Incident, isOpen } from '../domain/incident/incident';
import { oneLine } from '../domain/plain-text';
import { doubtful, resumable } from '../domain/run/follow-up';
import { shellWord } from '../domain/run/render/shell-word';
import type { Run } from '../domain/run/run-state';
import { failureClusters } from '../domain/views/clusters';
import { countExclusions } from '../domain/views/primary-action';
import { counted, someOf } from '../domain/views/words';
import type { ConsoleOptions } from './at-console';
import { asTyped, calledAs } from './called-as';
import { defaultDataFolder } from './data-folder';

/** How this call was made, as far as the next one needs the same. */
export type SameCall = Pick<ConsoleOptions, 'plan' | 'as' | 'data' | 'pinFile'>;

/** What a run left: every endpoint that did not end well, and the command that goes on with it. */
export type LeftOver = {
  /** The largest group first. */
  readonly failures: readonly {
    readonly state: string;
    readonly cause: string;
    readonly words: string;
    readonly endpoints: readonly string[];
  }[];
  /** Never sent anything, by why; they are in no retry. */
  readonly leftOut: readonly { readonly reason: string; readonly endpoints: readonly string[] }[];
  /** Ready for a shell; null = nothing is left that a command does. */
  readonly next: string | null;
};

/** @param call null where there is nothing to go on with, such as a drill whose fleet is gone */
export function leftOver(run: Run, incident: Incident, call: SameCall | null): LeftOver {
  const failures = failureClusters(run).map(({ state, cause, words, endpoints }) => ({
    ...{ state, cause, words, endpoints },
  }));
  const { excluded } = run.manifest;
  const leftOut = countExclusions(run.manifest).map(([reason]) => ({
    reason,
    endpoints: excluded.filter((each) => each.reason === reason).map(({ endpoint }) => endpoint),
  }));
  return { failures, leftOut, next: call && nextCommand(run, incident, failures, call) };
}

function nextCommand(
  run: Run,
  incident: Incident,
  failures: LeftOver['failures'],
  call: SameCall,
): string | null {
  const { pending } = resumable(run);
  const failed = failures.flatMap(({ endpoints }) => endpoints);
  const isCut = run.result !== 'completed' && pending.length > 0;
  if (!isCut && failed.length === 0) {
    const isKeptOpen = isOpen(incident) && incident.verifiedAt !== null && incident.commander === call.as;
    return isKeptOpen ? `${calledAs()} stand-down ${incident.id}${sameWords(call)}` : null;
  }
  if (!isCut && doubtful(run, failed).length === failed.length)
    return `${calledAs()} reconcile ${run.id}${sameWords(call)}`;
  const [state, ...others] = new Set(failures.map((each) => each.state));
  const cause = state === undefined || others.length > 0 ? '' : ` --cause ${state}`;
  const left = isCut ? pending.length : failed.length;
  const reason = `${counted(left, 'endpoint')} ${left === 1 ? 'is' : 'are'} left`;
  const reopen = isOpen(incident) ? '' : ` --reopen ${shellWord(reason)}`;
  return `${calledAs()} ${isCut ? 'resume' : 'retry'} ${run.id}${isCut ? '' : cause}${reopen}${sameWords(call)}`;
}

function sameWords({ plan, as, data, pinFile }: SameCall): string {
  const folder = data === defaultDataFolder() ? '' : ` --data ${asTyped(data)}`;
  const pin = pinFile === undefined ? '' : ` --pin-file ${asTyped(pinFile)}`;
  return ` --plan ${asTyped(plan)} --as ${asTyped(as)}${folder}${pin}`;
}

const mostGroups = 8;
const mostNames = 5;

/** The same for a person: a line for each group, and the next command. */
export function leftOverLines({ failures, leftOut, next }: LeftOver): readonly string[] {
  const groups = failures.slice(0, mostGroups).map(({ state, cause, words, endpoints }) => {
    const why = cause === state || cause === '' ? '' : `, ${cause}`;
    const said = words === '' ? '' : `: ${oneLine(words, 160)}`;
    return `           ${endpoints.length} ${state}${why}${said} (${someNames(endpoints)})`;
  });
  const out = leftOut.map(
    ({ reason, endpoints }) => `           ${endpoints.length} ${reason} (${someNames(endpoints)})`,
  );
  const more = failures.length - groups.length;
  return [
    ...(groups.length > 0 ? ['Not well', ...groups] : []),
    ...(more > 0 ? [`           and ${counted(more, 'more group')}: --json has them all`] : []),
    ...(out.length > 0 ? ['Left out', ...out] : []),
    ...(next === null ? [] : [`Next       ${next}`]),
  ];
}

const someNames = (endpoints: readonly string[]): string =>
  someOf(
    endpoints.map((name) => oneLine(name, 100)),
    mostNames,
  );
