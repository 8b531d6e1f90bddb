import type { Step } from '../runbook';

const begin = 'holdfast-preflight 1';
const end = 'holdfast-preflight end';
/** First and last line of an answer; what an endpoint says around them is of no interest. */
export const answerMarks = { begin, end } as const;

/**
 * The one command that a preflight sends. It only reads. One line without single quotes inside, so that every login
 * shell hands it to `sh` unchanged; sudo comes last, because it can hang where a directory is down.
 * @param becomes users that `becomeUsers` gave
 */
export function preflightCommand(becomes: readonly string[]): string {
  const free = (name: string, place: string) =>
    `printf "%s\\n" "${name} $(df -Pk ${place} 2>/dev/null | tail -n 1)"`;
  const lines = [
    `echo ${begin}`,
    'echo "clock $(date +%s 2>/dev/null)"',
    free('home', '"$HOME"'),
    free('tmp', '/tmp'),
    ...(becomes.length === 0
      ? []
      : [`if ${becomes.map(sudoAs).join(' && ')}; then echo become yes; else echo become no; fi`]),
    `echo ${end}`,
  ];
  return `sh -c '${lines.join('; ')}'`;
}

const sudoAs = (user: string): string =>
  `sudo -n ${user === 'root' ? '' : `-u ${user} `}true </dev/null >/dev/null 2>&1`;

/** Nothing else is ever put into the question. */
const userName = /^[a-z_][a-z0-9_.-]{0,63}$/i;

/** As whom these steps are done, each user once; empty = as the one who signs in. */
export function becomeUsers(steps: readonly Step[]): string[] {
  const users = steps.flatMap(({ become }) => (become ? [become.user] : []));
  return [...new Set(users)].filter((user) => userName.test(user));
}
