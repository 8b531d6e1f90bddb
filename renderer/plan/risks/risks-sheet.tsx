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
import { StatedRisks } from './stated-risks';

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
    <Over label="Risks" className="risks" onClose={close}>
      {view ? (
        <Risks view={view} />
      ) : (
        <header>
          <h2>Risks</h2>
          <p>{isRefused ? 'Risks cannot be read; the reason stands below.' : 'Reading …'}</p>
          <ActButton onAct={close}>Close (Esc)</ActButton>
        </header>
      )}
    </Over>
  );
}

/** The sums above, then what may happen beside what did. */
function Risks({ view }: { readonly view: RiskView }) {
  const services = useConsole((state) => state.plan.plan?.services) ?? [];
  const nameOf = (id: string) => services.find((each) => each.id === id)?.name ?? id;
  const { register, matrix, patterns, exposures, sources, more, unread } = view;
  const recurring = patterns.filter((each) => each.recurring === 'now');
  return (
    <>
      <header>
        <h2>Risks</h2>
        <div className="risks-head" data-testid="risks-head">
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
        </div>
        <ActButton onAct={close}>Close (Esc)</ActButton>
      </header>
      <div className="risks-columns">
        <section className="risks-stated">
          <h2>What may happen, by likelihood × impact</h2>
          <StatedRisks register={register} matrix={matrix} />
        </section>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
        <section className="risks-history" tabIndex={0}>
          {unread > 0 ? (
            <p className="danger">
              {asNoun(unread, 'row')} of the history folder cannot be read; holdfast plan check lists them.
            </p>
          ) : null}
          <h2>What keeps happening, by frequency × impact</h2>
          <PatternList patterns={patterns} nameOf={nameOf} more={more.patterns} />
          <h2>Exposures</h2>
          <ExposureList board={exposures} nameOf={nameOf} more={more.exposures} />
        </section>
      </div>
    </>
  );
}
