import { Command } from 'cmdk';
import { leavePlan } from '../plan/plan-acts';
import { show, useScreen } from '../screen';
import { useConsole } from '../store';
import { Over } from '../ui/over';
import { actList } from './act-list';

const close = () => show({ over: null });

/** Everything that can be done now, by typing a few letters of it. */
export function Palette() {
  // Read once: a list that moves under the finger would do the wrong thing.
  const acts = actList(useConsole.getState(), useScreen.getState());
  const possible = acts.filter((act) => act.whyNot === null);
  return (
    <Over label="Everything that can be done now" className="palette" onClose={close}>
      <Command label="Everything that can be done now" loop>
        <Command.Input data-autofocus data-testid="palette-input" placeholder="Type what you want to do" />
        <Command.List>
          <Command.Empty>Nothing that can be done now reads like this.</Command.Empty>
          {possible.map((act) => (
            <Command.Item
              key={act.id}
              value={`${act.words} ${act.id}`}
              onSelect={() => {
                close();
                // What lies behind an open sheet cannot take the focus; act once it is gone.
                setTimeout(() => {
                  // Whatever is done next stands on the command screen.
                  if (act.id !== 'plan' && useScreen.getState().place === 'plan') leavePlan();
                  act.act();
                }, 0);
              }}
            >
              <span>{act.words}</span>
              {act.key ? <kbd>{act.key}</kbd> : null}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Over>
  );
}
