import type { Manifest } from './manifest';
import type { Run } from './run-state';

type Step = Manifest['steps'][number];

/*
 * A receipt is a file that the endpoint itself keeps of one step of one run, under `$HOME/.holdfast/receipts`.
 * Whoever creates it first, and nobody after, may run the step: so it begins at most once, and whoever reads the
 * file later knows what became of it.
 *
 *     began 4711        created exclusively, before the command; the process that runs it
 *     ended 0           appended when the command has ended, with its exit code
 *     void              created exclusively by a look at it instead: this step never begins any more
 *
 * What the command said stands beside it in `<receipt>.out`.
 */

/** The name under which endpoints keep the receipts of a run: `RUN-0001` of another journal has another one. */
export const receiptsName = (run: string, startedAt: number): string => `${run}-${startedAt.toString(36)}`;

/** Puts the command of a step into its receipt, where it has one. */
export function wrapperOf({ id, receipts }: Pick<Run, 'id' | 'receipts'>) {
  return (step: Pick<Step, 'id' | 'receipt'>, command: string): string =>
    step.receipt && receipts !== null ? withReceipt(command, receiptOf(receipts, step.id), id) : command;
}

/** The exit code of a command that was kept from beginning; its words say why. As in sysexits.h: cannot create. */
export const notBegunCode = 73;

/** How long receipts stay on an endpoint, in days. */
const keepDays = 30;
/** Bytes of the output that are kept and handed back. */
const headBytes = 16_384;

/**
 * Wraps a command for the endpoint's `sh`, whatever is in it. Costs two processes there: a shell for the command,
 * which is the user's own as without a receipt, and one that hands back what it said. The command has the standard
 * input for itself; its output goes to a file, so that neither a lost connection nor a child that holds it open
 * keeps the end from being written down.
 */
export function withReceipt(command: string, receipt: string, run: string): string {
  return [
    ...place(receipt),
    'holdfast_end() { printf \'holdfast: %s\\n\' "$1" >&2; exit 73; }',
    'set -C',
    `if ! { printf 'began %s\\n' "$$" >"$holdfast_r"; } 2>/dev/null; then`,
    `  [ -s "$holdfast_r" ] && holdfast_end ${quoted(`this step of ${run} was here before and is not begun again`)}`,
    '  holdfast_end "no receipt can be written in $holdfast_d, so nothing was begun"',
    'fi',
    'set +C',
    // About one in fifty clears away what is old: no process more for the others.
    `case $$ in *[05]7) find "$holdfast_d" -type f -mtime +${keepDays} -exec rm -f {} + </dev/null >/dev/null 2>&1;; esac`,
    `"\${SHELL:-/bin/sh}" -c ${quoted(command)} >"$holdfast_r.out" 2>&1`,
    'holdfast_e=$?',
    `{ printf 'ended %s\\n' "$holdfast_e" >>"$holdfast_r"; } 2>/dev/null`,
    `head -c ${headBytes} "$holdfast_r.out"`,
    'exit "$holdfast_e"',
  ].join('\n');
}

/**
 * Asks an endpoint what became of a step, and voids it where it has not begun, so that a message that is still on
 * its way finds the door shut. The answer is for `readReceipt`.
 */
export function askReceipt(receipt: string): string {
  return [
    ...place(receipt),
    'holdfast_u=-; { read -r holdfast_u holdfast_x </proc/uptime; } 2>/dev/null',
    'holdfast_say() { printf \'holdfast-receipt %s %s\\n\' "$holdfast_u" "$1"; }',
    'set -C',
    `if { printf 'void\\n' >"$holdfast_r"; } 2>/dev/null; then holdfast_say absent; exit 0; fi`,
    'set +C',
    '[ -s "$holdfast_r" ] || { holdfast_say unclear; exit 0; }',
    'holdfast_p=; { read -r holdfast_x holdfast_p <"$holdfast_r"; } 2>/dev/null',
    '[ "$holdfast_x" = void ] && { holdfast_say absent; exit 0; }',
    // Alive or not is asked first: a process that ends in between has written its end before.
    'holdfast_a=gone; [ -n "$holdfast_p" ] && kill -0 "$holdfast_p" 2>/dev/null && holdfast_a=running',
    'holdfast_e=; while read -r holdfast_x holdfast_y; do [ "$holdfast_x" = ended ] && holdfast_e=$holdfast_y; done <"$holdfast_r"',
    '[ -n "$holdfast_e" ] || { holdfast_say "$holdfast_a"; exit 0; }',
    'holdfast_say "ended $holdfast_e"',
    `head -c ${headBytes} "$holdfast_r.out"`,
  ].join('\n');
}

/** What a receipt says. `absent`: it was not there, and is void from now on. */
export type Receipt =
  | { readonly state: 'absent'; readonly upForMs: number | null }
  | { readonly state: 'ended'; readonly exitCode: number; readonly output: string }
  | { readonly state: 'running' | 'gone' | 'unclear' };

/** Reads the answer to `askReceipt`; null = it is none, so nothing is known. */
export function readReceipt(answer: string): Receipt | null {
  const said =
    /^holdfast-receipt (\d+(?:\.\d+)?|-) (absent|running|gone|unclear|ended (\d{1,3}))(?:\n|$)/.exec(answer);
  if (!said) return null;
  const [all, uptime = '-', state, exitCode] = said;
  if (exitCode !== undefined)
    return { state: 'ended', exitCode: Number(exitCode), output: answer.slice(all.length) };
  if (state === 'absent') return { state, upForMs: uptime === '-' ? null : Number(uptime) * 1000 };
  return { state: state as 'running' | 'gone' | 'unclear' };
}

export const receiptOf = (receipts: string, step: string): string => `${receipts}.${step}`;

/** Finds the place of a receipt, and makes its folder where there is none. */
function place(receipt: string): string[] {
  return [
    'holdfast_d=$HOME/.holdfast/receipts',
    `holdfast_r=$holdfast_d/${quoted(receipt.replaceAll('/', '_'))}`,
    '[ -d "$holdfast_d" ] || (umask 077; mkdir -p "$holdfast_d" </dev/null 2>/dev/null)',
  ];
}

/** One word for a POSIX shell, whatever is in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
