import { createTransport } from 'nodemailer';
import type { Channel } from '../domain/comms/channel';
import { oneLine } from '../domain/plain-text';
import { causeInWords, quoted } from './failure-words';
import type { Attempt, Sent } from './send';
import { digestOf } from './wire-key';

type Smtp = Extract<Channel, { kind: 'smtp' }>;

type Mailbox = { readonly name: string; readonly address: string };

/** One address and nothing else: no list, no second line, nothing that SMTP or a header could read on. */
const address = /^[^\s<>@,;:"()\\[\]\p{Cc}]{1,64}@[^\s<>@,;:"()\\[\]\p{Cc}]{1,255}$/u;

/** Reads `maria@hospital.example` or `Maria Chen <maria@hospital.example>`; null for all else. */
function mailboxOf(text: string): Mailbox | null {
  const [, name = '', inside = text] = /^([^<>@]*)<([^<>]*)>$/.exec(text) ?? [];
  return address.test(inside) ? { name: oneLine(name, 100), address: inside } : null;
}

/**
 * Sends one plain-text mail to one mailbox. Its Message-ID follows from the dedupe key, so that a mail sent twice
 * is recognised. Answers 4xx may be tried again, 5xx are final.
 */
export async function sendMail(channel: Smtp, { secret, delivery, message, signal }: Attempt): Promise<Sent> {
  const no = (because: string): Sent => ({ ok: false, because, permanent: true });
  const from = mailboxOf(channel.from);
  const to = mailboxOf(delivery.to);
  if (!from) return no('its sender is not a mail address such as holdfast@hospital.example');
  if (!to) return no('the receiver is not a mail address such as maria@hospital.example');
  const login = secret !== null && channel.user !== undefined ? { user: channel.user, pass: secret } : null;
  const transport = createTransport({
    host: channel.host,
    port: channel.port,
    secure: channel.tls === 'always',
    ...(channel.tls === 'starttls' ? { requireTLS: true } : { ignoreTLS: true }),
    ...(login ? { auth: login } : {}),
    // What a message says never makes the console read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    maxResponseSize: 65_536,
    socketCloseTimeout: 1000,
  });
  try {
    await transport.sendMail({
      envelope: { from: from.address, to: to.address },
      from: { ...from, name: from.name || 'Holdfast' },
      to,
      subject: oneLine(message.subject, 300),
      text: message.text,
      messageId: `<${digestOf(delivery.dedupe)}@${from.address.slice(from.address.indexOf('@') + 1)}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      date: new Date(message.queuedAt),
      signal,
    });
    return { ok: true };
  } catch (error) {
    if (signal.aborted) throw error;
    const { code, said } = answerOf(error);
    if (code === null) return { ok: false, because: causeInWords(error), permanent: false };
    return { ok: false, because: `it answered ${code}${quoted(said)}`, permanent: code >= 500 };
  } finally {
    transport.close();
  }
}

/** What the server answered, when it did. */
function answerOf(error: unknown): { readonly code: number | null; readonly said: string } {
  if (!(error instanceof Error)) return { code: null, said: '' };
  const { code, responseCode, response } = error as {
    code?: unknown;
    responseCode?: unknown;
    response?: unknown;
  };
  // What a server says to STARTTLS is not its word on the mail.
  if (typeof responseCode !== 'number' || code === 'ETLS') return { code: null, said: '' };
  return { code: responseCode, said: typeof response === 'string' ? response.replace(/^\d{3}[ -]/, '') : '' };
}
