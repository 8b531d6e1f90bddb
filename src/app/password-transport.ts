import type { Plan } from '../domain/plan/plan';
import { refusingTransport } from '../execution/refusing-transport';
import type { Transport } from '../execution/transport';
import { readSecret } from '../notify/secret-file';
import { onceUnlocked } from './once-unlocked';
import { onTrial } from './password-trial';

/** What a plan says about a password for all endpoints. */
export type PlanPassword = {
  /** Whose endpoints they are, for whoever is asked, and for what keeps the answer. */
  readonly organisation: string;
  /** The file that holds it; absent: a person is asked. */
  readonly secret?: { readonly name: string; readonly file: string | undefined };
};

/** Asks a person for the password, anew when endpoints refused it; null = nobody answers, or not again. */
export type AskPassword = (organisation: string, isAgain: boolean) => Promise<string | null>;

export function passwordOf(
  { organisation, password }: Pick<Plan, 'organisation' | 'password'>,
  files: Readonly<Record<string, string>>,
): PlanPassword | undefined {
  if (password === undefined) return undefined;
  if (password === 'asked') return { organisation };
  const file = Object.hasOwn(files, password) ? files[password] : undefined;
  return { organisation, secret: { name: password, file } };
}

/**
 * Endpoints that a password opens, which is read or asked for at the first command or connection. When they refuse it,
 * it is asked for anew; until somebody answers, all of them answer that they let nobody in.
 */
export function passwordTransport(
  { organisation, secret }: PlanPassword,
  askPassword: AskPassword | undefined,
  open: (password: string) => Transport,
): Transport {
  let isClosed = false;

  const find = async (
    isAgain: boolean,
  ): Promise<{ readonly secret: string } | { readonly because: string }> => {
    if (secret) return readSecret(secret.name, secret.file);
    const password = await askPassword?.(organisation, isAgain);
    return password ? { secret: password } : { because: 'the endpoints ask for a password that nobody gave' };
  };
  const tried = (password: string): Transport =>
    onTrial(open(password), password, () => void askAnew().catch(() => {}));
  const askAnew = async (): Promise<void> => {
    if (secret) return;
    const found = await find(true);
    if (isClosed || !('secret' in found)) return;
    const before = current;
    current = tried(found.secret);
    await before.close();
  };
  let current = onceUnlocked(async () => {
    const found = await find(false);
    return 'secret' in found ? tried(found.secret) : refusingTransport(found.because);
  });
  return {
    perform: (target, command, signal) => current.perform(target, command, signal),
    warm: async (warm, signal) => (await current.warm?.(warm, signal)) ?? { connected: 0, failed: [] },
    async close() {
      isClosed = true;
      await current.close();
    },
  };
}
