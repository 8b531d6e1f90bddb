import { roleName } from '../../../src/domain/plan/plan';
import { show, useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { ListBox } from '../../ui/list-box';
import { signIn } from '../acts';
import { Frame } from './frame';
import type { PrimaryWords } from './primary-words';

const nobody: never[] = [];

/** Asks who is at the console; the answer is a name of the plan. */
export function SignInBlock({ words }: { readonly words: PrimaryWords }) {
  const people = useConsole((state) => state.plan.plan?.people ?? nobody);
  const operator = useConsole((state) => state.situation.operator);
  const asked = useScreen((state) => state.form === 'sign-in');
  return (
    <Frame words={words} kind="sign-in">
      <ListBox
        label="People of the plan"
        className="people-choice"
        primary
        start={people.findIndex((each) => each.id === operator)}
        options={people.map((person) => ({
          id: person.id,
          testId: `operator-${person.id}`,
          content: (
            <>
              <b>{person.name}</b>
              <small>{person.roles.map(roleName).join(', ') || 'no role'}</small>
            </>
          ),
        }))}
        onTake={(person) => void signIn(person)}
      />
      {asked ? (
        <div className="primary-links">
          <ActButton kind="link" onAct={() => show({ form: null })}>
            Leave as it is (Esc)
          </ActButton>
        </div>
      ) : null}
    </Frame>
  );
}
