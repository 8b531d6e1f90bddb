import { expect, test } from 'vitest';
import { type Exposure, linkExposures } from '../../../src/domain/risk/exposure';
import { exposureBoard } from '../../../src/domain/risk/exposure-board';
import { serviceFinder } from '../../../src/domain/risk/find-service';
import { type LastProof, pathProof } from '../../../src/domain/risk/last-proof';
import { dayMs } from '../../../src/domain/risk/patterns';
import { endpoint, noon, signIn } from '../../helpers/hospital';

const exposure = (id: string, asset: string, change: Partial<Exposure> = {}): Exposure => ({
  ...{ id, asset, severity: 'high', cvss: null, title: id, firstSeen: null, status: 'open', ...change },
});
const endpoints = [
  { ...endpoint('ws-1.north'), address: '10.0.0.1' },
  { ...endpoint('db.north'), address: '10.0.0.2' },
  { ...endpoint('db.south'), address: '10.0.0.3' },
];
const find = serviceFinder([{ id: 'portal', name: 'Patient portal', aliases: ['WEB-PROD-*'] }]);
const link = (assets: readonly string[]) =>
  linkExposures(
    assets.map((asset) => exposure(asset, asset)),
    endpoints,
    (name) => (name === 'ws-1.north' ? ['sign-in'] : []),
    find,
  ).map(({ endpoints: found, services }) => [...found, '→', ...services].join(' '));

test('an exposure is linked by name, address, short name or a name of a service, and by no guess', () => {
  expect(
    link([
      'WS-1.north',
      '10.0.0.1',
      'ws-1.other.example',
      'ws-1',
      'db',
      '10.0.0',
      'web-prod-07',
      'constructor',
    ]),
  ).toEqual(
    [
      'ws-1.north → sign-in',
      'ws-1.north → sign-in',
      'ws-1.north → sign-in',
      'ws-1.north → sign-in',
      '→ ',
      '→ ',
      '→ portal',
      '→ ',
    ].map((each) => each.trimEnd()),
  );
});

const proof = (daysAgo: number, mode: 'live' | 'drill' | 'tabletop' = 'live'): LastProof => ({
  ...{ at: noon - daysAgo * dayMs, mode },
});

test('a path is proven by a verified run that is not too old, and never by a tabletop', () => {
  const read = (last: LastProof, service = signIn as Parameters<typeof pathProof>[0]) =>
    pathProof(service, last, 90 * dayMs, noon);
  expect([
    read(proof(90)).state,
    read(proof(91)),
    read(proof(1, 'drill')).state,
    read(proof(1, 'tabletop')),
    read(null),
    read(null, {}),
    read(proof(1), {}).state,
  ]).toEqual([
    'proven',
    { state: 'stale', at: noon - 91 * dayMs, because: 'the last verified run was 91 days ago' },
    'proven',
    { state: 'unproven', because: 'no run that restores it was ever verified' },
    { state: 'unproven', because: 'no run that restores it was ever verified' },
    { state: 'unproven', because: 'no runbook restores it' },
    'proven',
  ]);
});

test('open exposures without a proven path are flagged and stand first; fixed ones and unlinked ones are not flagged', () => {
  const linked = [
    {
      exposure: exposure('fixed', 'a', { status: 'fixed', severity: 'critical' }),
      endpoints: [],
      services: ['bad'],
    },
    { exposure: exposure('safe', 'a', { severity: 'critical' }), endpoints: [], services: ['good'] },
    { exposure: exposure('both', 'a'), endpoints: [], services: ['good', 'bad'] },
    { exposure: exposure('none', 'a'), endpoints: [], services: [] },
  ];
  const services = ['good', 'bad'].map((id) => ({ ...signIn, id }));
  const board = exposureBoard(linked, services, (id) => (id === 'good' ? proof(1) : null), 90 * dayMs, noon);
  expect([
    board.rows.map(({ exposure: { id }, service, isFlagged }) => [id, service, isFlagged]),
    { ...board, rows: [] },
  ]).toEqual([
    [
      ['both', 'bad', true],
      ['safe', 'good', false],
      ['none', null, false],
      ['fixed', 'bad', false],
    ],
    { rows: [], flagged: 1, open: 3, unlinked: 1 },
  ]);
});

test('what a scanner only tells is open and not flagged, also where no path back is proven', () => {
  const told = ['info', 'low'] as const;
  const linked = told.map((severity) => ({
    ...{ exposure: exposure(severity, 'a', { severity }), endpoints: [], services: [signIn.id] },
  }));
  const { rows, open } = exposureBoard(linked, [signIn], () => null, 90 * dayMs, noon);
  expect([open, ...rows.map(({ exposure: { id }, isFlagged }) => [id, isFlagged])]).toEqual([
    2,
    ['low', true],
    ['info', false],
  ]);
});

test('an exposure behind a proof that is too old is flagged, and of several services the one proven least counts', () => {
  const proofs: Readonly<Record<string, LastProof>> = { new: proof(1), old: proof(91), never: null };
  const flagged = (...services: readonly string[]) => {
    const all = ['new', 'old', 'never'].map((id) => ({ ...signIn, id }));
    const linked = [{ exposure: exposure('e', 'a'), endpoints: [], services }];
    const [row] = exposureBoard(linked, all, (id) => proofs[id] ?? null, 90 * dayMs, noon).rows;
    return [row?.service, row?.proof.state, row?.isFlagged];
  };
  expect([flagged('new'), flagged('new', 'old'), flagged('old', 'never'), flagged('never', 'old')]).toEqual([
    ['new', 'proven', false],
    ['old', 'stale', true],
    ['never', 'unproven', true],
    ['never', 'unproven', true],
  ]);
});

test('of equally severe exposures the higher score stands first, then the older one', () => {
  const linked = [
    exposure('b-unseen', 'a', { cvss: 8 }),
    exposure('c-new', 'a', { cvss: 8, firstSeen: noon }),
    exposure('d-old', 'a', { cvss: 8, firstSeen: noon - dayMs }),
    exposure('a-mild', 'a', { cvss: 7, firstSeen: 0 }),
    exposure('e-grave', 'a', { severity: 'critical' }),
  ].map((each) => ({ exposure: each, endpoints: [], services: ['sign-in'] }));
  const { rows } = exposureBoard(linked, [signIn], () => null, 90 * dayMs, noon);
  expect(rows.map((row) => row.exposure.id)).toEqual(['e-grave', 'd-old', 'c-new', 'b-unseen', 'a-mild']);
});
