import { expect, test } from 'vitest';
import { connectFailure } from '../../src/execution/connect-failure';

const failed = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

test.each([
  ['ENOTFOUND', 'HostNotFound'],
  ['EAI_AGAIN', 'HostNotFound'],
  ['EHOSTUNREACH', 'HostNotFound'],
  ['ENETUNREACH', 'HostNotFound'],
  ['ECONNREFUSED', 'ConnectRefused'],
  ['ETIMEDOUT', 'ConnectTimeout'],
  ['ECONNRESET', 'HandshakeFailed'],
  ['EMFILE', 'HandshakeFailed'],
])('%s is unreachable/%s', (code, cause) => {
  expect(connectFailure(failed(code))).toEqual({ state: 'unreachable', cause, output: `connect ${code}` });
});

test('a list of errors, which has no words, is named by its code', () => {
  const several = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' });
  expect(connectFailure(several)).toEqual({
    state: 'unreachable',
    cause: 'ConnectRefused',
    output: 'ECONNREFUSED',
  });
});

test('words of the other side are made safe to show', () => {
  const hostile = connectFailure(new Error('bye\x1b[2J\nnow'));
  expect(hostile).toMatchObject({ cause: 'HandshakeFailed', output: 'bye now' });
});
