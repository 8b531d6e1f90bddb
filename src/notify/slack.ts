import { readAddress } from './address';
import { postJson } from './post-json';
import type { Attempt, Sent } from './send';

/** Posts to a Slack-compatible incoming webhook, whose address is the secret. */
export async function sendToSlack({ secret, message, signal }: Attempt): Promise<Sent> {
  if (secret === null) return { ok: false, because: 'it has no secret with its address', permanent: true };
  const address = readAddress(secret, true);
  if ('because' in address) return { ok: false, because: address.because, permanent: true };
  const text = `*${literal(message.subject)}*\n${literal(message.text)}`;
  return postJson({ url: address.url, body: { text }, signal });
}

/**
 * Takes from words what Slack reads as a command, such as `<!channel>`, and what servers that speak as Slack does
 * (Mattermost, Rocket.Chat) read as a call to everybody, such as `@all`: an invisible joiner parts it.
 */
const literal = (words: string) =>
  words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/(?<!\w)@(?=(?:all|channel|everyone|here)\b)/gi, '@\u2060');
