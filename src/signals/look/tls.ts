import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { oneLine } from '../../domain/plain-text';
import { lookupName } from './name-lookup';
import { type LookOptions, oneLook, type Seen, type Within } from './seen';
import { wordsOfError } from './words-of-error';

type TlsLook = { readonly host: string; readonly port: number; readonly leastMs: number };

const dayMs = 86_400_000;

/** Good when the certificate is trusted for the host and has at least `leastMs` left. Nothing is sent. */
export function lookTls(what: TlsLook, within: Within, { ca, now = Date.now }: LookOptions): Promise<Seen> {
  const { host, port } = what;
  return oneLook(within, (end) => {
    const socket = connect({
      host,
      port,
      lookup: lookupName,
      // TLS allows names there, never addresses.
      ...(isIP(host) ? {} : { servername: host }),
      ...(ca === undefined ? {} : { ca }),
      // Judged here, so that the words can say what is wrong with it and how long it has left.
      rejectUnauthorized: false,
    });
    socket.once('secureConnect', () => end(judge(what, socket, now())));
    socket.on('error', (error) => end(wordsOfError(error)));
    socket.once('close', () => end(wordsOfError({ code: 'ECONNRESET' })));
    return () => socket.destroy();
  });
}

function judge({ host, leastMs }: TlsLook, socket: TLSSocket, at: number): Seen {
  const leftMs = Date.parse(socket.getPeerCertificate().valid_to) - at;
  if (Number.isNaN(leftMs)) return { result: 'failing', because: 'it shows no certificate with a date' };
  const left = `${leftMs < 0 ? 'expired' : 'expires in'} ${inDays(Math.abs(leftMs))}${leftMs < 0 ? ' ago' : ''}`;
  if (!socket.authorized) {
    const reason = oneLine(reasonOf(socket.authorizationError), 200);
    return {
      result: 'failing',
      because: `its certificate is not trusted for ${host} (${reason}); it ${left}`,
    };
  }
  const isEnough = leftMs >= leastMs;
  const wanted = isEnough ? '' : `; at least ${inDays(leastMs)} are wanted`;
  return { result: isEnough ? 'ok' : 'failing', because: `its certificate ${left}${wanted}` };
}

/** Node's types say Error; what it gives is OpenSSL's code as text, or the error of the host name check. */
function reasonOf(error: unknown): string {
  if (typeof error === 'string') return error;
  const { message, code } = (error ?? {}) as { readonly message?: unknown; readonly code?: unknown };
  return `${message ?? code ?? 'no reason given'}`;
}

/** Whole days, and hours where there is less than a day. */
function inDays(ms: number): string {
  const days = Math.floor(ms / dayMs);
  if (days >= 1) return `${days} ${days === 1 ? 'day' : 'days'}`;
  return `${Math.floor(ms / 3_600_000)} h`;
}
