import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { riskCategories } from '../../../src/domain/risk/category';
import { classify } from '../../../src/domain/risk/classify';
import { findPhrases, phraseBook } from '../../../src/domain/risk/find-phrases';

type Row = { readonly category: string; readonly service: string; readonly summary: string };

const rows: readonly Row[] = parse(
  readFileSync(path.resolve(import.meta.dirname, '../../fixtures/history/golden.csv')),
  {
    columns: true,
  },
);
const book = phraseBook();

/*
 * Summaries as people write them, categorised by hand. The counts are what the shipped words reach on them, so that a
 * change of the words shows what it wins and what it loses. Nobody else's tickets are promised the same.
 */
test('of 209 summaries the words say the right category of 196, nothing of 10 and a wrong one of 3', () => {
  const counted = riskCategories.map((category) => {
    const said = rows.filter(({ summary }) => classify(book, summary, []).category === category);
    const right = said.filter((row) => row.category === category).length;
    const there = rows.filter((row) => row.category === category).length;
    return `${category}: ${right} right, ${said.length - right} wrong, ${there - right} missed`;
  });
  expect([rows.length, ...counted]).toMatchInlineSnapshot(`
    [
      209,
      "authentication: 21 right, 1 wrong, 4 missed",
      "certificate: 23 right, 0 wrong, 1 missed",
      "update: 22 right, 0 wrong, 2 missed",
      "integration: 22 right, 1 wrong, 2 missed",
      "automation: 22 right, 1 wrong, 1 missed",
      "infrastructure: 29 right, 0 wrong, 1 missed",
      "security: 23 right, 0 wrong, 1 missed",
      "environmental: 19 right, 0 wrong, 1 missed",
      "uncategorised: 15 right, 10 wrong, 0 missed",
    ]
  `);
});

test('every category names the words that it was found by', () => {
  const unexplained = rows.filter(({ summary }) => {
    const { category, because } = classify(book, summary, []);
    const found = findPhrases(book, summary).map(({ phrase }) => phrase);
    return category === 'uncategorised'
      ? because.length > 0
      : because.length === 0 || because.some((each) => !found.includes(each.phrase));
  });
  expect(unexplained).toEqual([]);
});

test('an overlapped word speaks once: an expired password is no expired certificate', () => {
  expect([
    classify(book, 'Password expired', []),
    classify(book, 'Certificate expired', []),
    classify(book, 'expired', []).category,
  ]).toEqual([
    { category: 'authentication', because: [{ phrase: 'password expired', weight: 3 }] },
    { category: 'certificate', because: [{ phrase: 'certificate expir*', weight: 3 }] },
    'uncategorised',
  ]);
});

test('what a description says counts half, and only what the book knows', () => {
  expect([
    classify(book, 'Users call', ['certificate expir*', 'no phrase of ours', 'constructor']),
    classify(book, 'Disk full on web01', ['certificate expir*']).category,
  ]).toEqual([{ category: 'uncategorised', because: [] }, 'infrastructure']);
  expect(classify(book, 'Portal unusable', ['certificate expir*', 'tls'])).toEqual({
    category: 'certificate',
    because: [
      { phrase: 'certificate expir*', weight: 1.5 },
      { phrase: 'tls', weight: 0.5 },
    ],
  });
});

test('a word of the plan counts as much as the strongest of ours', () => {
  const own = phraseBook({ environmental: ['Blue Lagoon*'] });
  expect([
    classify(book, 'Blue lagoons again', []).category,
    classify(own, 'Blue lagoons again', []),
  ]).toEqual([
    'uncategorised',
    { category: 'environmental', because: [{ phrase: 'blue lagoon*', weight: 3 }] },
  ]);
});
