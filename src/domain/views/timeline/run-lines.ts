import { waveName } from '../../run/waves';
import { counted } from '../words';
import { type Lines, silent } from './line';
import { unsignedPlace } from './memory';

/** What a run does; what it did to each endpoint stands in the grid. */
export const runLines: Lines<
  | 'run.started'
  | 'run.wave-started'
  | 'run.sending'
  | 'run.settled'
  | 'run.stop-requested'
  | 'run.halted'
  | 'run.ended'
> = {
  'run.started': ({ run, runbookName, manifest, retryOf }) => {
    const left = manifest.excluded.length > 0 ? `, ${manifest.excluded.length} excluded` : '';
    const again = retryOf ? ` (retry of ${retryOf})` : '';
    const on = counted(manifest.entries.length, 'endpoint');
    return ['act', `${run} started: ${runbookName} on ${on}${left}${again}`];
  },
  'run.wave-started': ({ run, wave, endpoints }, { waves }) => {
    const all = waves.get(run);
    const name = all ? waveName(all, wave) : `wave ${wave + 1}`;
    return ['quiet', `${run} ${name}: ${counted(endpoints, 'endpoint')}`];
  },
  'run.sending': silent,
  'run.settled': silent,
  'run.stop-requested': ({ run, inFlight, unsent, unsigned }, memory) => [
    'warn',
    `Stop: ${run} leaves ${inFlight} in flight, ${unsent} unsent${unsigned ? `; ${unsignedPlace(memory) || 'nobody had signed in'}` : ''}`,
  ],
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
