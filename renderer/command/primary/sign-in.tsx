import { roleName } from '../../../src/domain/plan/plan';
import { show, useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { ListBox } from '../../ui/list-box';
import { chooseOperator } from '../pin-question';
import type { PrimaryWords } from './fact';
import { Frame } from './frame';
import { ProveBlock } from './prove';

const nobody: never[] = [];

/** Asks who is at the console; who has locked it only for their PIN. */
export function SignInBlock({ words }: { readonly words: PrimaryWords }) {
  const asked = useScreen((state) => state.form === 'sign-in');
  const person = useScreen((state) => state.person);
  const locked = useConsole((state) => state.situation.locked);
  const about = person ?? (asked ? null : locked);
  return about === null ? <WhoBlock words={words} /> : <ProveBlock key={about} person={about} />;
}

function WhoBlock({ words }: { readonly words: PrimaryWords }) {
  const people = useConsole((state) => state.plan.plan?.people ?? nobody);
  const operator = useConsole((state) => state.situation.operator);
  const operators = useConsole((state) => state.situation.operators);
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
              <small>
                {person.roles.map(roleName).join(', ') || 'no role'}
                {operators[person.id]?.enrolledAt ? ' · PIN' : ''}
              </small>
            </>
          ),
        }))}
        onTake={chooseOperator}
      />
      {asked ? (
        <div className="primary-links">
          <ActButton kind="link" onAct={() => show({ form: null, person: null })}>
            Leave as it is (Esc)
          </ActButton>
          {operator ? (
            <ActButton kind="link" onAct={() => show({ form: 'pin', person: operator })}>
              Change my PIN
            </ActButton>
          ) : null}
        </div>
      ) : null}
    </Frame>
  );
}
