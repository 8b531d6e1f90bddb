import { expect, test } from 'vitest';
import { answersOf, filledAtFirst, missingIn, withOwn } from '../../renderer/start/answers';
import { startAnswersSchema } from '../../src/ipc/start-plan';
import { manyStart, startFound } from './fixture/start';

test('the form begins with the proposed groups and the harmless template, and says what is missing', () => {
  const filled = filledAtFirst(startFound);
  expect([
    filled.template,
    filled.groups.length,
    missingIn(filled, startFound).map(({ words }) => words),
  ]).toEqual(['first-look', 8, ['whose plan it is', 'your name', 'who signs in']]);
});

test('what a filled form sends is what the core takes; empty fields are left away', () => {
  const filled = { ...filledAtFirst(startFound), organisation: 'A', name: 'Maria Chen', user: 'ops' };
  expect(missingIn(filled, startFound)).toEqual([]);
  const sent = answersOf(filled);
  expect(startAnswersSchema.safeParse(sent).success).toBe(true);
  expect(Object.keys(sent)).not.toContain('mail');
});

const whole = { ...filledAtFirst(startFound), organisation: 'A', name: 'Maria Chen', user: 'ops' };

test('what one service has of its own is sent with it, and the others have what all have', () => {
  const own = withOwn(whole, 'web', {
    template: 'database-failover',
    probe: { by: 'port', at: '443' },
  });
  const sent = answersOf(own);
  expect(startAnswersSchema.safeParse(sent).success).toBe(true);
  expect(sent.services.filter(({ template }) => template !== undefined)).toEqual([
    { group: 'web', template: 'database-failover', probe: { by: 'port', at: '443' } },
  ]);
  expect(withOwn(own, 'web', {}).own.size).toBe(0);
});

test('a kind of probe without its words is still to be filled in, but not of a group that is left out', () => {
  const own = withOwn(whole, 'web', { probe: { by: 'port', at: ' ' } });
  expect(missingIn(own, startFound).map(({ words }) => words)).toEqual(['what tells whether web works']);
  expect(missingIn({ ...own, groups: ['db'] }, startFound)).toEqual([]);
});

test('more services than are written at once are said beforehand, and what the core takes is as many', () => {
  const all = manyStart.groups.map(({ name }) => name);
  const many = { ...whole, groups: all };
  expect(missingIn(many, manyStart).map(({ words }) => words)).toEqual([
    'at most 100 services: more are added later',
  ]);
  const most = { ...whole, groups: all.slice(0, 100) };
  expect([missingIn(most, manyStart), startAnswersSchema.safeParse(answersOf(most)).success]).toEqual([
    [],
    true,
  ]);
});

test('another inventory keeps who it is, and not which of its groups were chosen', () => {
  const again = filledAtFirst(manyStart, withOwn(whole, 'web', { template: 'x' }));
  expect([again.organisation, again.user, again.groups.length, again.own.size]).toEqual(['A', 'ops', 8, 0]);
});
