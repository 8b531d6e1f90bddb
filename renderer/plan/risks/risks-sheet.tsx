import { useEffect, useState } from 'react';
import type { RiskView } from '../../../src/domain/risk/risk-view';
import { call } from '../../api';
import { show } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { asNoun } from '../../ui/numbers';
import { Over } from '../../ui/over';
import { ExposureList } from './exposure-list';
import { PatternList } from './pattern-list';
import { RiskList } from './risk-list';
import { RiskMatrixTable } from './risk-matrix-table';

const close = () => show({ over: null });

/** Risks over the screen; what it shows is read when it opens. */
export function RisksSheet() {
  const [view, setView] = useState<RiskView | null>(null);
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    let isOver = false;
    void call('risks.read', {}).then((read) => {
      if (isOver) return;
      if (read) setView(read);
      else setRefused(true);
    });
    return () => {
      isOver = true;
    };
  }, []);
  return (
    <Over label="Risks" className="sheet risks" onClose={close}>
      {view ? (
        <Risks view={view} />
      ) : (
        <p>{isRefused ? 'Risks cannot be read; the reason stands below.' : 'Reading …'}</p>
      )}
      <ActButton onAct={close}>Close (Esc)</ActButton>
    </Over>
  );
}

/** The same anywhere else. */
export function Risks({ view }: { readonly view: RiskView }) {
  const services = useConsole((state) => state.plan.plan?.services) ?? [];
  const nameOf = (id: string) => services.find((each) => each.id === id)?.name ?? id;
  const { register, matrix, patterns, exposures, sources, more, unread } = view;
  const recurring = patterns.filter((each) => each.recurring === 'now');
  return (
    <>
      <header className="risks-head" data-testid="risks-head">
        <p className={exposures.flagged > 0 ? 'danger' : ''}>
          <b>{exposures.flagged}</b> of {asNoun(exposures.open, 'open exposure')} without a proven path back
        </p>
        <p>
          <b>{recurring.length}</b> recurring, from {asNoun(sources.tickets, 'ticket')} and{' '}
          {asNoun(sources.journal, 'incident')} of this journal
        </p>
        <p>
          <b>{register.length}</b> {register.length === 1 ? 'risk' : 'risks'} stated
        </p>
      </header>
      {unread > 0 ? (
        <p className="danger">
          {asNoun(unread, 'row')} of the history folder cannot be read; holdfast plan check lists them.
        </p>
      ) : null}
      <div className="risks-columns">
        <section>
          <h2>Likelihood × impact</h2>
          <RiskMatrixTable matrix={matrix} />
          <RiskList rows={register} />
        </section>
        <section>
          <h2>What keeps happening, by frequency × impact</h2>
          <PatternList patterns={patterns} nameOf={nameOf} more={more.patterns} />
          <h2>Exposures</h2>
          <ExposureList board={exposures} nameOf={nameOf} more={more.exposures} />
        </section>
      </div>
    </>
  );
}
