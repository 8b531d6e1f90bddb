import ssh2, { type AuthHandlerMiddleware, type AuthMethod, type ParsedKey } from 'ssh2';
import { parseClientKey } from './client-key';
import type { NotSent } from './ending';
import { passwordLogin } from './password-login';
import type { Target } from './transport';

/** Who logs in: a private key, whatever keys an SSH agent holds, or whoever knows a password. */
export type SshLogin =
  | {
      /** PEM or OpenSSH text. */
      readonly privateKey: string;
      /** Of an encrypted key. */
      readonly passphrase?: string | undefined;
    }
  | {
      /** Socket of the agent, as in SSH_AUTH_SOCK. */
      readonly agentSocket: string;
    }
  | { readonly password: string };

/** One attempt to log in at one endpoint. */
export type LoginAttempt = {
  readonly handler: AuthMethod[] | AuthHandlerMiddleware;
  /** The private key that may sign at once. */
  readonly key?: ParsedKey | undefined;
  /** Why nobody should even try here; the credentials are then not used. */
  readonly refusal?: NotSent | undefined;
  /** What the end of a failed attempt means, seeing what was said in it. */
  judge(ending: NotSent): NotSent;
};

const asItIs = (ending: NotSent): NotSent => ending;

/**
 * Keys are read and the agent is looked up once, for all connections.
 * Throws `invalid-input` when the private key cannot be used.
 */
export function loginMethods(options: SshLogin): (target: Target) => LoginAttempt {
  if ('password' in options) return withPassword(options.password);
  if ('agentSocket' in options) {
    const agent = ssh2.createAgent(options.agentSocket);
    return ({ user }) => ({
      handler: [{ type: 'agent', username: user, agent } as AuthMethod],
      judge: asItIs,
    });
  }
  const key = parseClientKey(options.privateKey, options.passphrase);
  return ({ user }) => ({
    handler: [{ type: 'publickey', username: user, key } as AuthMethod],
    key,
    judge: asItIs,
  });
}

/** An endpoint that did not take the password never hears it again: accounts are locked after a few wrong ones. */
function withPassword(password: string): (target: Target) => LoginAttempt {
  const refused = new Map<string, string>();
  return (target) => {
    const { user } = target;
    const place = placeOf(target);
    const before = refused.get(place);
    const { handler, wasSaid, why } = passwordLogin(user, password);
    return {
      handler,
      refusal: before === undefined ? undefined : denied(`${before}, and it is not said here again`),
      judge(ending) {
        if (ending.state === 'cancelled') return ending;
        if (wasSaid()) {
          // Whatever came after the password, also silence and a cut connection, may have been counted as a wrong one.
          const words = wordsOf(why(), ending);
          refused.set(place, words);
          return denied(words);
        }
        return ending.state === 'denied' && ending.cause === 'AuthenticationFailure' ? denied(why()) : ending;
      },
    };
  };
}

const denied = (words: string): NotSent => ({
  state: 'denied',
  cause: 'AuthenticationFailure',
  output: words,
});

const wordsOf = (why: string, ending: Exclude<NotSent, { state: 'cancelled' }>): string =>
  ending.state === 'denied' ? why : `the password was said, and then: ${ending.output}`;

/** The same address behind another jump host is another endpoint. */
const placeOf = ({ address, port, user, jump = [] }: Target): string =>
  JSON.stringify([address, port, user, jump.map(placeOf)]);
