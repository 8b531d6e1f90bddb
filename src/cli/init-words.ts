import { selectEndpoints } from '../domain/run/selector';
import { counted, someOf } from '../domain/views/words';
import type { NewService } from '../plan/init/answers';
import { slug } from '../plan/init/slug';
import type { StartingPoint } from '../plan/init/starting-point';
import { formatProblem, type PlanProblem } from '../plan/plan-problem';
import { asTyped, calledAs } from './called-as';

/** What an inventory holds, before anything is asked. */
export function foundWords(start: StartingPoint): readonly string[] {
  const { file, format, endpoints, candidates, problems, withKey } = start;
  const groups = candidates.map(({ name, size }) => `${name} ${size}`);
  const leftOut = candidates.filter((each) => each.leftOut !== null);
  return [
    ...problems.map(formatProblem),
    `${file} (${format}): ${endpoints.length} endpoints, ${withKey} with a host key on file, ${problems.length} things not used`,
    `Groups: ${groups.slice(0, 12).join(' · ')}${groups.length > 12 ? ` · … ${groups.length - 12} more` : ''}`,
    ...leftOut.slice(0, 12).map((each) => `  ${each.name} is not proposed as a service: ${each.leftOut}`),
    ...(leftOut.length > 12 ? [`  … and ${leftOut.length - 12} more`] : []),
    ...(leftOut.length > 0
      ? [
          `Those that you name take the place of the proposed ones: --service ${asTyped(leftOut[0]?.name ?? '')} (may be repeated)`,
        ]
      : []),
  ];
}

/** What of the inventory is in no service or not in the plan at all: the last thing said, so that nobody misses it. */
export function leftBehind(
  { endpoints, problems }: StartingPoint,
  services: readonly Pick<NewService, 'selector'>[],
): readonly string[] {
  const taken = new Set(services.flatMap(({ selector }) => selectEndpoints(selector, endpoints)));
  const without = endpoints.filter((each) => !taken.has(each)).map(({ name }) => name);
  const unread = problems.filter(({ severity, rule }) => severity === 'error' || rule === 'left-out');
  const places = unread.map((each) => `${each.file}:${each.line}`);
  return [
    ...(without.length > 0
      ? [
          '',
          `${counted(without.length, 'endpoint')} in no service: ${someOf(without, 5)}. --service "Name=selector" makes one for them, such as "Rest=name=${without[0]}".`,
        ]
      : []),
    ...(unread.length > 0
      ? ['', `Not in the plan: what stands at ${someOf(places, 8)}. Why is said above.`]
      : []),
  ];
}

/** What of a new plan only its people know. */
export function toWrite(placeholders: readonly PlanProblem[]): readonly string[] {
  if (placeholders.length === 0) return [];
  const files = new Set(placeholders.map(({ file }) => file)).size;
  return [
    '',
    `${counted(placeholders.length, 'placeholder')} in ${counted(files, 'file')} still to be written: impact and names that only you know, marked TODO.`,
    'Until then they count as nothing. "plan check" lists each with its line.',
  ];
}

/** What to do with a plan that has just been written. */
export function nextCommands(
  folder: string,
  files: readonly string[],
  person: string,
  { withKey, endpoints }: StartingPoint,
): readonly string[] {
  const [, service = ''] =
    /^services\/(.*)\.yaml$/.exec(files.find((each) => each.startsWith('services/')) ?? '') ?? [];
  const where = asTyped(folder);
  const program = calledAs();
  const missing = endpoints.length - withKey;
  return [
    '',
    ...(missing === 0
      ? []
      : [
          `${missing} of ${endpoints.length} endpoints have no host key on file, and nothing is sent to them. To look at their keys:`,
          `  ${program} plan keys ${where} --scan`,
          '',
        ]),
    'Next:',
    `  ${program} plan check ${where}`,
    `  ${program} preflight ${service} --plan ${where}`,
    `  ${program} run ${service} --plan ${where} --as ${slug(person, '.', 'person')} --dry-run`,
  ];
}
