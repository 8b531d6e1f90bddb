import type { Step } from '../runbook';

const begin = 'holdfast-preflight 1';
const end = 'holdfast-preflight end';
/** First and last line of an answer; what an endpoint says around them is of no interest. */
export const answerMarks = { begin, end } as const;

/**
 * The one command that a preflight sends. It only reads. One line without single quotes inside, so that every login
 * shell hands it to `sh` unchanged; sudo comes last, because it can hang where a directory is down.
 */
export function preflightCommand(asksBecome: boolean): string {
  const free = (name: string, place: string) =>
    `printf "%s\\n" "${name} $(df -Pk ${place} 2>/dev/null | tail -n 1)"`;
  const lines = [
    `echo ${begin}`,
    'echo "clock $(date +%s 2>/dev/null)"',
    free('home', '"$HOME"'),
    free('tmp', '/tmp'),
    ...(asksBecome
      ? ['if sudo -n true </dev/null >/dev/null 2>&1; then echo become yes; else echo become no; fi']
      : []),
    `echo ${end}`,
  ];
  return `sh -c '${lines.join('; ')}'`;
}

/** Whether any of these steps is done as another user, so that it matters whether `sudo -n` works. */
export const asksBecome = (steps: readonly Step[]): boolean =>
  steps.some((step) => step.become !== undefined);
