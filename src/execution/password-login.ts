import type { AnyAuthMethod, AuthHandlerMiddleware, Prompt } from 'ssh2';

/** One login with a password: asks what the endpoint takes first, and says the password at most once. */
export type PasswordLogin = {
  readonly handler: AuthHandlerMiddleware;
  /** Whether the password has left this machine. */
  readonly wasSaid: () => boolean;
  /** Why the endpoint let nobody in, for a person. */
  readonly why: () => string;
};

/**
 * `keyboard-interactive` is answered where it asks one hidden question that has the word password in it: whatever else
 * is asked, such as a code or a new password, a person has to answer elsewhere.
 */
export function passwordLogin(username: string, password: string): PasswordLogin {
  let isSaid = false;
  let hasAsked = false;
  let why = 'the endpoint let nobody in';

  const answer = (prompts: readonly Prompt[], finish: (answers: string[]) => void): void => {
    const [only, ...others] = prompts;
    // Some servers end with a round that asks nothing.
    const isPassword =
      others.length === 0 && only?.echo !== true && /password/i.test(only?.prompt ?? '') && !isSaid;
    if (isPassword && !/\b(new|retype|again)\b/i.test(only?.prompt ?? '')) {
      isSaid = true;
      why = 'the password was refused';
      finish([password]);
      return;
    }
    if (only && !isSaid) why = 'the endpoint asks for something else than a password';
    finish(prompts.map(() => ''));
  };
  const next = (left: readonly string[]): AnyAuthMethod | false => {
    if (isSaid) return false;
    if (left.includes('password')) {
      isSaid = true;
      why = 'the password was refused';
      return { type: 'password', username, password };
    }
    if (left.includes('keyboard-interactive') && !hasAsked) {
      hasAsked = true;
      return {
        type: 'keyboard-interactive',
        username,
        prompt: (_name, _instructions, _language, prompts, finish) => answer(prompts, finish),
      };
    }
    if (!hasAsked) why = 'the endpoint takes no password';
    return false;
  };
  const handler: AuthHandlerMiddleware = (left, _partial, go) => {
    // The types know no `false`, which ends the login.
    go((left === null ? { type: 'none', username } : next(left)) as AnyAuthMethod);
  };
  return { handler, wasSaid: () => isSaid, why: () => why };
}
