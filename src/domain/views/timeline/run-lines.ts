import type { Manifest } from '../../run/manifest';
import { waveName } from '../../run/waves';
import { counted } from '../words';
import { type Lines, silent } from './line';
import { type Memory, recall, thing, unsignedPlace } from './memory';

/** What a run does; what it did to each endpoint stands in the grid. */
export const runLines: Lines<
  | 'run.started'
  | 'run.wave-started'
  | 'run.sending'
  | 'run.settled'
  | 'run.stop-requested'
  | 'run.paused'
  | 'run.continued'
  | 'run.reconciled'
  | 'run.step-opened'
  | 'run.step-progress'
  | 'run.step-closed'
  | 'run.halted'
  | 'run.ended'
> = {
  'run.started': ({ run, runbookName, manifest, retryOf }) => {
    const left = manifest.excluded.length > 0 ? `, ${manifest.excluded.length} excluded` : '';
    const again = followWords(manifest.follows, retryOf);
    const on = counted(manifest.entries.length, 'endpoint');
    return ['act', `${run} started: ${runbookName} on ${on}${left}${again}`];
  },
  'run.wave-started': ({ run, wave, endpoints, stage, by }, { waves }) => {
    const all = waves.get(run);
    const name = all ? waveName(all, wave, stage) : `wave ${wave + 1}`;
    return [
      'quiet',
      `${run} ${name}: ${counted(endpoints, 'endpoint')}${by === undefined ? '' : ` by ${by}`}`,
    ];
  },
  'run.sending': silent,
  'run.settled': silent,
  'run.stop-requested': ({ run, inFlight, unsent, unsigned }, memory) => [
    'warn',
    `Stop: ${run} leaves ${inFlight} in flight, ${unsent} unsent${unsigned ? `; ${unsignedPlace(memory) || 'nobody had signed in'}` : ''}`,
  ],
  'run.paused': ({ run, inFlight, unsent, unsigned }, memory) => [
    'warn',
    `Pause: ${run} lets ${inFlight} in flight end, ${unsent} wait${unsigned ? `; ${unsignedPlace(memory) || 'nobody had signed in'}` : ''}`,
  ],
  'run.continued': ({ run, unsent }) => ['act', `${run} goes on: ${unsent} to send`],
  'run.reconciled': ({ run, outcomes, unasked }) => {
    const many = (which: (state: string) => boolean) =>
      outcomes.filter(({ outcome }) => which(outcome.state)).length;
    const parts = [
      [many((state) => state !== 'cancelled' && state !== 'unknown'), 'ended'],
      [many((state) => state === 'cancelled'), 'never began'],
      [many((state) => state === 'unknown'), 'began, end not known'],
      [unasked, 'could not be asked'],
    ] as const;
    const said = parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
    return ['plain', `${run}, by the receipts of its endpoints: ${said.join(', ')}`];
  },
  'run.step-opened': ({ run, step }, memory) => ['act', `${run} at ${step}: ${stepWords(memory, run, step)}`],
  'run.step-progress': ({ run, step, site, done, note }) => [
    done ? 'plain' : 'warn',
    `${step}${site === '' ? '' : ` at ${site}`}: ${done ? 'done' : 'not done'}${note === '' ? '' : `, ${note}`} (${run})`,
  ],
  'run.step-closed': ({ run, step, outcome, option, because, output }, memory) => {
    if (option !== undefined) {
      const chosen = recall(memory, 'option', run, step, option);
      return ['act', `Chosen: ${chosen}${outcome === 'ended' ? '; it ends' : ''} (${run})`];
    }
    const why = because === undefined ? '' : `, ${because}`;
    const said = firstLine(output ?? '');
    const tone = { done: 'good', failed: 'bad', cancelled: 'warn', unknown: 'bad', ended: 'act' } as const;
    const words = { ...endWords, unknown: 'began, and its end is not known' };
    return [tone[outcome], `${run}: ${step} ${words[outcome]}${why}${said === '' ? '' : ` — ${said}`}`];
  },
  'run.halted': ({ run, because }) => ['bad', `${run} halted by itself: ${because}`],
  'run.ended': ({ run, ok, notOk, notSent, result }) => {
    const parts = [
      `${ok} ok`,
      notOk > 0 ? `${notOk} not ok` : '',
      notSent > 0 ? `${notSent} never sent` : '',
    ];
    return [notOk + notSent === 0 ? 'good' : 'warn', `${run} ${result}: ${parts.filter(Boolean).join(', ')}`];
  },
};

const endWords = {
  done: 'done',
  failed: 'failed',
  cancelled: 'was cancelled',
  ended: 'ended the run',
} as const;

const stepWords = (memory: Memory, run: string, step: string): string =>
  memory.things.get(thing('step', run, step)) ?? 'begun at the console';

const firstLine = (text: string): string => text.trim().split('\n')[0]?.slice(0, 120) ?? '';

/** What a run follows, in brackets; empty where it follows none. */
function followWords(follows: Manifest['follows'], retryOf: string | undefined): string {
  if (!follows) return retryOf ? ` (retry of ${retryOf})` : '';
  const what = {
    retry: 'retry of',
    resume: 'goes on with',
    rollback: 'rolls back',
    passed: 'on what passed',
  };
  return ` (${what[follows.as]} ${follows.run})`;
}
