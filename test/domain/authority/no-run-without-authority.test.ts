import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unauthorisedRuns } from '../../helpers/authority-oracle';
import { Simulation, simulatedCommands } from './simulated-console';

/*
 * Model-based: any sequence of what people, signals, clocks and restarts can do to a console. The model is the
 * oracle, which knows the plan and the history and none of the rules.
 */
test('no sequence of commands, signals, clocks and restarts produces a run without a valid authority before it', () => {
  const tally: Record<string, number> = {};
  fc.assert(
    fc.property(simulatedCommands, (commands) => {
      const console = new Simulation();
      for (const command of commands) console.do(command);
      for (const event of console.history)
        if (event.type === 'authority.granted') {
          const ground = event.data.ground ?? 'none';
          tally[ground] = (tally[ground] ?? 0) + 1;
        }
      expect(unauthorisedRuns(console.history, console.plans)).toEqual([]);
    }),
    { numRuns: Number(process.env.HOLDFAST_PROPERTY_RUNS ?? 400) },
  );
  // A property that no run ever reaches proves nothing: each ground has been seen.
  expect(Object.keys(tally).sort()).toEqual(['automatic', 'break-glass', 'person', 'two-person']);
});
