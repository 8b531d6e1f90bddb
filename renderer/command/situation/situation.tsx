import { Impact } from './impact';
import { Phases } from './phases';
import { Services } from './services';
import { Signals } from './signals';

/** The left column: what is wrong and what it means. */
export function Situation() {
  return (
    <aside className="column situation" aria-label="Situation">
      <Services />
      <Impact />
      <Phases />
      <Signals />
    </aside>
  );
}
