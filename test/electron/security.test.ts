import path from 'node:path';
import { expect, test } from 'vitest';
import {
  contentSecurityPolicy,
  fileFor,
  isOwnUrl,
  isTrustedSender,
  mayRequest,
} from '../../electron/security';

const root = path.resolve('/srv/pages');

test.each([
  ['app://holdfast/index.html', '/srv/pages/index.html'],
  ['app://holdfast/assets/a.js?x#y', '/srv/pages/assets/a.js'],
  ['app://holdfast/', null],
  ['app://holdfast/..%2f..%2fetc/passwd', null],
  ['app://holdfast/%2e%2e/%2e%2e/etc/passwd', '/srv/pages/etc/passwd'],
  ['app://holdfast/a%00.html', null],
  ['app://holdfast/%', null],
  ['app://elsewhere/index.html', null],
  ['file:///etc/passwd', null],
  ['not a url', null],
])('%s is served as %s', (url, file) => {
  expect(fileFor(root, url)).toBe(file);
});

test('a sibling folder whose name begins like ours is outside', () => {
  expect(fileFor(root, 'app://holdfast/..%2fpages-secret/key')).toBe(null);
});

test.each([
  ['app://holdfast/index.html', true],
  ['app://holdfast.evil/index.html', false],
  ['app://holdfast@evil/index.html', false],
  ['https://holdfast/index.html', false],
])('%s is our own page: %s', (url, own) => {
  expect(isOwnUrl(url)).toBe(own);
});

test.each([
  ['http://127.0.0.1/', false],
  ['https://example.org/', false],
  ['file:///etc/passwd', false],
  ['app://holdfast/a.js', true],
  ['data:image/png;base64,AA==', true],
])('the window may request %s: %s', (url, may) => {
  expect(mayRequest(url)).toBe(may);
});

test('only the top frame of our own page is answered', () => {
  expect([
    isTrustedSender({ url: 'app://holdfast/index.html', isTop: true }),
    isTrustedSender({ url: 'app://holdfast/index.html', isTop: false }),
    isTrustedSender({ url: 'https://example.org/', isTop: true }),
    isTrustedSender(null),
  ]).toEqual([true, false, false, false]);
});

test('the policy allows nothing unsafe and nothing from elsewhere', () => {
  expect([contentSecurityPolicy.includes('unsafe'), contentSecurityPolicy.includes('http')]).toEqual([
    false,
    false,
  ]);
});
