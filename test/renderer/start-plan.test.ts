import { expect, test } from 'vitest';
import { answersOf, filledAtFirst, missingIn } from '../../renderer/start/answers';
import { startAnswersSchema } from '../../src/ipc/start-plan';
import { startFound } from './fixture/start';

test('the form begins with the proposed groups and the harmless template, and says what is missing', () => {
  const filled = filledAtFirst(startFound);
  expect([filled.template, filled.groups.length, missingIn(filled, startFound)]).toEqual([
    'first-look',
    8,
    ['whose plan it is', 'your name', 'who signs in'],
  ]);
});

test('what a filled form sends is what the core takes; empty fields are left away', () => {
  const filled = { ...filledAtFirst(startFound), organisation: 'A', name: 'Maria Chen', user: 'ops' };
  expect(missingIn(filled, startFound)).toEqual([]);
  const sent = answersOf(filled);
  expect(startAnswersSchema.safeParse(sent).success).toBe(true);
  expect(Object.keys(sent)).not.toContain('mail');
});
