import { expect, test } from 'vitest';
import type { Channel } from '../../src/domain/comms/channel';
import { createSend } from '../../src/notify/send';
import { closedPort, delivery, message, never, smtpSink } from './receivers';

const send = createSend();
type Smtp = Extract<Channel, { kind: 'smtp' }>;
const mail = (port: number, change: Partial<Smtp> = {}): Channel => ({
  ...{ id: 'mail', name: 'Mail', kind: 'smtp', host: '127.0.0.1', port, tls: 'none' },
  from: 'holdfast@hospital.example',
  ...change,
});
const headersOf = (raw: string) =>
  raw
    .slice(0, raw.indexOf('\r\n\r\n'))
    .replace(/\r\n\s+/g, ' ')
    .split('\r\n');
const header = (raw: string, name: string) => headersOf(raw).filter((line) => line.startsWith(`${name}:`));

test('a mail is plain text, for one receiver, and its Message-ID follows from the dedupe key', async () => {
  const { port, received } = await smtpSink();
  const sent = [
    await send(mail(port), null, delivery, message, never),
    await send(mail(port), null, delivery, message, never),
    await send(mail(port), null, { ...delivery, dedupe: 'another' }, message, never),
  ];
  const raw = received[0]?.raw ?? '';
  const ids = received.map((each) => header(each.raw, 'Message-ID')[0]);
  expect([
    sent.map(({ ok }) => ok),
    received[0]?.from,
    received[0]?.to,
    ids[0] === ids[1],
    ids[0] === ids[2],
  ]).toEqual([[true, true, true], 'holdfast@hospital.example', ['jon@hospital.example'], true, false]);
  expect([
    ...['From', 'To', 'Subject', 'Message-ID', 'Date', 'Content-Type', 'Auto-Submitted'].flatMap((name) =>
      header(raw, name),
    ),
    raw.slice(raw.indexOf('\r\n\r\n')).trim(),
  ]).toEqual([
    'From: Holdfast <holdfast@hospital.example>',
    'To: jon@hospital.example',
    'Subject: SEV-1 Clinical sign-in is down',
    expect.stringMatching(/^Message-ID: <[0-9a-f]{64}@hospital\.example>$/),
    'Date: Thu, 01 Oct 2026 12:00:00 +0000',
    'Content-Type: text/plain; charset=utf-8',
    'Auto-Submitted: auto-generated',
    'It fails on 8 of 10 endpoints.\r\nAcknowledge at the console.',
  ]);
});

test('names before an address are kept; words of any script arrive whole', async () => {
  const { port, received } = await smtpSink();
  const to = { ...delivery, to: 'Jón Ade <jon@hospital.example>' };
  const words = { ...message, subject: 'Zürich — 東京 ist aus', text: 'Notaufnahme → Papier' };
  const from = 'St. Brendan <holdfast@hospital.example>';
  await send(mail(port, { from }), null, to, words, never);
  const [body = ''] = (received[0]?.raw ?? '').split('\r\n\r\n').slice(1);
  expect([
    received[0]?.to,
    header(received[0]?.raw ?? '', 'From'),
    decodedWords(received[0]?.raw ?? ''),
    body,
  ]).toEqual([
    ['jon@hospital.example'],
    ['From: "St. Brendan" <holdfast@hospital.example>'],
    'Zürich — 東京 ist aus',
    expect.stringMatching(/Notaufnahme (→|=E2=86=92) Papier|Tm90YXVmbmFobWUg/),
  ]);
});

test('no word of a message becomes a header, a second receiver or a command', async () => {
  const { port, received } = await smtpSink();
  const evil = {
    ...message,
    subject: 'Down\r\nBcc: everyone@hospital.example\r\n\r\nbody',
    text: 'line\r\n.\r\nMAIL FROM:<evil@example.com>\r\n.leading dot',
  };
  const tos = [
    'jon@hospital.example, eve@hospital.example',
    'jon@hospital.example\r\nBcc: eve@hospital.example',
    'jon@hospital.example>\r\nRCPT TO:<eve@hospital.example',
    '',
    'nobody',
  ];
  const refused = await Promise.all(
    tos.map((to) => send(mail(port), null, { ...delivery, to }, evil, never)),
  );
  const sender = await send(
    mail(port, { from: 'a@b.example\r\nBcc: c@d.example' }),
    null,
    delivery,
    evil,
    never,
  );
  const sent = await send(mail(port), null, delivery, evil, never);
  const raw = received[0]?.raw ?? '';
  const no = {
    ok: false,
    because: 'the receiver is not a mail address such as maria@hospital.example',
    permanent: true,
  };
  expect([
    refused,
    sender,
    sent,
    received.length,
    received[0]?.to,
    header(raw, 'Bcc'),
    header(raw, 'Subject'),
  ]).toEqual([
    tos.map(() => no),
    {
      ok: false,
      because: 'its sender is not a mail address such as holdfast@hospital.example',
      permanent: true,
    },
    { ok: true },
    1,
    ['jon@hospital.example'],
    [],
    ['Subject: Down Bcc: everyone@hospital.example body'],
  ]);
});

test('a server that is not there, or says 4xx, is tried again; 5xx is final', async () => {
  const answer = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode });
  const busy = await smtpSink({ onMailFrom: (_address, _session, done) => done(answer(451, 'try later')) });
  const unknown = await smtpSink({
    onRcptTo: (_address, _session, done) => done(answer(550, 'no such user')),
  });
  expect([
    await send(mail(await closedPort()), null, delivery, message, never),
    await send(mail(busy.port), null, delivery, message, never),
    await send(mail(unknown.port), null, delivery, message, never),
  ]).toEqual([
    { ok: false, because: 'nothing listens there: the connection was refused', permanent: false },
    { ok: false, because: 'it answered 451: try later', permanent: false },
    { ok: false, because: 'it answered 550: no such user', permanent: true },
  ]);
});

test('the password signs in, and a server that repeats it is not quoted', async () => {
  const seen: unknown[] = [];
  const sink = await smtpSink({
    authOptional: false,
    onAuth({ username, password }, _session, done) {
      seen.push([username, password]);
      if (password === 'correct horse') done(null, { user: 'ops' });
      else done(Object.assign(new Error(`wrong password ${password}`), { responseCode: 535 }));
    },
  });
  const user = mail(sink.port, { user: 'ops' });
  expect([
    await send(user, 'correct horse', delivery, message, never),
    await send(user, 'battery staple', delivery, message, never),
    seen,
    sink.received.length,
  ]).toEqual([
    { ok: true },
    { ok: false, because: 'the answer is left out because it repeats the secret', permanent: true },
    [
      ['ops', 'correct horse'],
      ['ops', 'battery staple'],
    ],
    1,
  ]);
});

test('where the plan asks for encryption nothing is sent without it, nor to a certificate nobody vouches for', async () => {
  const plain = await smtpSink();
  const selfSigned = await smtpSink({ disabledCommands: [] });
  const always = await smtpSink({ secure: true });
  expect([
    await send(mail(plain.port, { tls: 'starttls' }), null, delivery, message, never),
    await send(mail(selfSigned.port, { tls: 'starttls' }), null, delivery, message, never),
    await send(mail(always.port, { tls: 'always' }), null, delivery, message, never),
    [plain, selfSigned, always].map((each) => each.received.length),
  ]).toEqual([
    { ok: false, because: 'it does not offer the encryption that the plan asks for', permanent: false },
    {
      ok: false,
      because: expect.stringMatching(/^its certificate is not trusted \([A-Z_]+\)$/),
      permanent: false,
    },
    {
      ok: false,
      because: expect.stringMatching(/^its certificate is not trusted \([A-Z_]+\)$/),
      permanent: false,
    },
    [0, 0, 0],
  ]);
});

test('a mail server that never answers ends at the deadline', async () => {
  const { port } = await smtpSink({ onMailFrom: () => {} });
  const sent = await createSend({ deadlineMs: 200 })(mail(port), null, delivery, message, never);
  expect(sent).toEqual({ ok: false, because: 'no answer within 0.2 s', permanent: false });
});

function decodedWords(raw: string): string {
  const [subject = ''] = header(raw, 'Subject');
  return subject
    .replace(/^Subject: /, '')
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?(B|Q)\?([^?]*)\?=/gi, (_all, how: string, text: string) =>
      how.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString()
        : Buffer.from(
            text
              .replaceAll('_', ' ')
              .replace(/=([0-9A-F]{2})/g, (_hex, code: string) =>
                String.fromCharCode(Number.parseInt(code, 16)),
              ),
            'latin1',
          ).toString(),
    );
}
