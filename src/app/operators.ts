import { requirePerson } from '../domain/incident/lookup';
import { requireNoDelay, wrongPinWords } from '../domain/operator/attempts';
import * as operator from '../domain/operator/commands';
import { checkPin } from '../domain/operator/pin-rule';
import type { Person } from '../domain/plan/plan';
import { refuse } from '../errors';
import type { PinFile } from '../identity/pin-file';
import type { InputOf } from '../ipc/contract';
import type { Ledger } from './ledger';

/** Who is at the console, proven. */
export type Operators = {
  signIn(command: InputOf<'operator.signIn'>): Promise<null>;
  enrol(command: InputOf<'operator.enrol'>): Promise<null>;
  leave(command: InputOf<'operator.leave'>): Promise<null>;
  /**
   * Makes sure that someone is who they say, without signing them in: for the second person of an approval,
   * and for whoever takes over. A wrong PIN goes into the journal.
   * @throws AppError `refused` in words for them; `not-found`; `unavailable` when the PIN file is broken
   */
  prove(person: string, pin: string | undefined): Promise<operator.Proof>;
};

type Parts = {
  readonly ledger: Pick<Ledger, 'commit' | 'world'>;
  readonly pins: PinFile;
  /** The plan in force, or null. */
  readonly plan: () => operator.Staff | null;
};

/** Decisions on who someone is: the PIN file says whether the PIN is right, the journal what follows. */
export function createOperators({ ledger, pins, plan }: Parts): Operators {
  const inTurn = turnsPerPerson();
  const staff = () => plan() ?? refuse('No plan is in force. Open a plan folder first.');
  const commit = (decide: (now: operator.AtConsole) => ReturnType<typeof operator.enrol>) => {
    const present = staff();
    return ledger.commit((world, at) => decide({ world, at, plan: present }));
  };

  const attempt = async (person: Person, pin: string): Promise<void> => {
    commit(({ world, at }) => {
      requireNoDelay(world, at, person);
      return [];
    });
    if (await pins.verify(person.id, pin)) return;
    const refused = commit((now) => operator.refusePin(now, person.id)).at(-1);
    refuse(wrongPinWords(ledger.world(), refused?.occurredAt ?? 0, person));
  };

  const prove = async (id: string, pin: string | undefined): Promise<operator.Proof> => {
    const person = requirePerson(staff(), id);
    const proof = operator.requiredProof(staff(), person, pins.has(id));
    if (proof === 'none' && pin !== undefined)
      refuse(`${person.name} has no PIN at this console yet. Set one first, or go on without.`);
    if (proof === 'pin')
      await attempt(person, pin ?? refuse(`${person.name} has a PIN at this console. Type it.`));
    return proof;
  };

  const enrol = async ({ person: id, pin, oldPin }: InputOf<'operator.enrol'>): Promise<null> => {
    const person = requirePerson(staff(), id);
    checkPin(pin);
    const hasPin = pins.has(id);
    if (!hasPin && oldPin !== undefined)
      refuse(`${person.name} has no PIN at this console yet. Leave the old one empty.`);
    if (oldPin !== undefined) await attempt(person, oldPin);
    const ground = hasPin ? (oldPin === undefined ? 'voucher' : 'old') : 'first';
    // Before the hash: a PIN that the journal does not know of could stand in for an older one that it does.
    commit((now) => operator.enrol(now, { person: id, ground }));
    await pins.set(id, pin);
    return null;
  };

  return {
    signIn: ({ person, pin }) =>
      inTurn(person, async () => {
        const proof = await prove(person, pin);
        commit((now) => operator.signIn(now, { person, proof }));
        return null;
      }),
    enrol: (command) => inTurn(command.person, () => enrol(command)),
    async leave({ because }) {
      ledger.commit((world, at) => operator.leave({ world, at }, because));
      return null;
    },
    prove: (person, pin) => inTurn(person, () => prove(person, pin)),
  };
}

/** Lets what concerns one person happen one at a time, so that attempts side by side cannot outrun the delay. */
function turnsPerPerson() {
  const last = new Map<string, Promise<unknown>>();
  return <T>(person: string, act: () => Promise<T>): Promise<T> => {
    const turn = (last.get(person) ?? Promise.resolve()).then(act);
    const ended = turn.catch(() => {});
    last.set(person, ended);
    void ended.then(() => last.get(person) === ended && last.delete(person));
    return turn;
  };
}
