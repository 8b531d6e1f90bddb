import { expect, test } from 'vitest';
import { createAskedSecrets, type SecretKeep } from '../../src/app/asked-secrets';
import type { SecretQuestion } from '../../src/ipc/snapshot';
import { refusal } from '../helpers/refusal';

/** A keep in memory, so that what is in it can be looked at. */
function keepOf(kept: Map<string, string>, whyNot: string | null = null): SecretKeep {
  return {
    whyNot: () => whyNot,
    read: (name) => kept.get(name) ?? null,
    keep: (name, secret) => void kept.set(name, secret),
    forget: (name) => void kept.delete(name),
  };
}

function asking(keep: SecretKeep) {
  let questions: readonly SecretQuestion[] = [];
  const faults: unknown[] = [];
  const secrets = createAskedSecrets(
    keep,
    (now) => {
      questions = now;
    },
    (error) => faults.push(error),
  );
  return { secrets, faults, questions: () => questions };
}
const wish = { name: '/key', words: 'The key has a passphrase.', isAgain: false };

test('a secret is asked for, given to whoever asked, and the question is gone', async () => {
  const kept = new Map<string, string>();
  const { secrets, questions } = asking(keepOf(kept));
  const asked = secrets.ask(wish);
  const { words, isAgain } = wish;
  expect(questions()).toEqual([{ id: 'SECRET-1', words, isAgain, whyNotKept: null }]);
  secrets.answer('SECRET-1', { secret: 'open sesame', keep: false });
  expect([await asked, questions(), [...kept]]).toEqual(['open sesame', [], []]);
});

test('what is to be kept is kept, and given the next time without a question', async () => {
  const kept = new Map<string, string>();
  const { secrets, questions } = asking(keepOf(kept));
  const asked = secrets.ask(wish);
  secrets.answer('SECRET-1', { secret: 'open sesame', keep: true });
  await asked;
  expect([await secrets.ask(wish), questions()]).toEqual(['open sesame', []]);
});

test('a kept secret that was wrong is forgotten and asked for anew', async () => {
  const kept = new Map([['/key', 'stale']]);
  const { secrets, questions } = asking(keepOf(kept));
  const asked = secrets.ask({ ...wish, isAgain: true });
  expect([questions().map((each) => each.isAgain), [...kept]]).toEqual([[true], []]);
  secrets.answer('SECRET-1', null);
  expect(await asked).toBeNull();
});

test('nothing is kept where nothing can be, whatever the window says', async () => {
  const kept = new Map<string, string>();
  const { secrets, questions } = asking(keepOf(kept, 'no keychain'));
  const asked = secrets.ask(wish);
  expect(questions()[0]?.whyNotKept).toBe('no keychain');
  secrets.answer('SECRET-1', { secret: 'open sesame', keep: true });
  expect([await asked, [...kept]]).toEqual(['open sesame', []]);
});

test('a keep that fails is told, and the endpoints get their key all the same', async () => {
  const broken = () => {
    throw new Error('the keychain is locked');
  };
  const { secrets, faults } = asking({ whyNot: () => null, read: broken, keep: broken, forget: broken });
  const asked = secrets.ask(wish);
  secrets.answer('SECRET-1', { secret: 'open sesame', keep: true });
  expect([await asked, faults.length]).toEqual(['open sesame', 2]);
});

test('an answer to a question that is gone is refused', async () => {
  const { secrets } = asking(keepOf(new Map()));
  const asked = secrets.ask(wish);
  secrets.close();
  expect(await asked).toBeNull();
  expect(refusal(() => secrets.answer('SECRET-1', null))).toMatch(/Nobody waits/);
});
