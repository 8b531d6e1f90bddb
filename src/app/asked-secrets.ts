import { AppError } from '../errors';
import type { SecretQuestion } from '../ipc/snapshot';

/** Where this machine keeps secrets between starts; never in plain text. */
export type SecretKeep = {
  /** Why nothing can be kept here, in words for a person; null = it can. */
  whyNot(): string | null;
  /** null = nothing readable is kept under this name. */
  read(name: string): string | null;
  keep(name: string, secret: string): void;
  forget(name: string): void;
};

/** What a secret is asked for with. */
export type SecretWish = {
  /** Under which it is kept, such as the path of a key. */
  readonly name: string;
  /** What it is and what waits for it, for a person. */
  readonly words: string;
  /** The answer before this one was wrong, so what is kept is wrong, too. */
  readonly isAgain: boolean;
};

/** Secrets that something in the core needs and a person at the console has. */
export type AskedSecrets = {
  /** The secret, from the keep or from a person; null = they said no, or the console closes. Never rejects. */
  ask(wish: SecretWish): Promise<string | null>;
  /** Answers a question; `null` says no. @throws AppError `conflict` when nobody asks (any more) */
  answer(id: string, answer: { readonly secret: string; readonly keep: boolean } | null): void;
  /** Answers all there are with no. */
  close(): void;
};

type Open = { readonly wish: SecretWish; readonly resolve: (secret: string | null) => void };

/**
 * Carries questions for secrets to the window and answers back. What is typed goes to whoever asked and, when the
 * person says so, into the keep; it is never journalled, logged or shown.
 * @param onChange told all open questions whenever they change
 */
export function createAskedSecrets(
  keep: SecretKeep,
  onChange: (questions: readonly SecretQuestion[]) => void,
  onFault: (error: unknown) => void,
): AskedSecrets {
  const open = new Map<string, Open>();
  let count = 0;
  const tell = (): void => {
    const whyNotKept = keep.whyNot();
    onChange(
      [...open].map(([id, { wish }]) => ({ id, words: wish.words, isAgain: wish.isAgain, whyNotKept })),
    );
  };
  const close = (id: string, secret: string | null): void => {
    open.get(id)?.resolve(secret);
    open.delete(id);
    tell();
  };
  /** A keep that fails is a fault of this machine, not a reason to leave the endpoints without their key. */
  const tryKeep = (act: () => string | null): string | null => {
    try {
      return act();
    } catch (error) {
      onFault(error);
      return null;
    }
  };

  return {
    ask(wish) {
      const kept = tryKeep(() => {
        if (!wish.isAgain) return keep.read(wish.name);
        keep.forget(wish.name);
        return null;
      });
      if (kept !== null) return Promise.resolve(kept);
      count += 1;
      const id = `SECRET-${count}`;
      return new Promise((resolve) => {
        open.set(id, { wish, resolve });
        tell();
      });
    },
    answer(id, answer) {
      const asked = open.get(id);
      if (!asked) throw new AppError('conflict', 'Nobody waits for this secret any more.');
      if (answer?.keep && keep.whyNot() === null)
        tryKeep(() => {
          keep.keep(asked.wish.name, answer.secret);
          return null;
        });
      close(id, answer?.secret ?? null);
    },
    close() {
      for (const id of [...open.keys()]) close(id, null);
    },
  };
}

/** For shells without a keychain: everything is asked for anew. */
export const keepsNothing = (because: string): SecretKeep => ({
  whyNot: () => because,
  read: () => null,
  keep: () => {},
  forget: () => {},
});
