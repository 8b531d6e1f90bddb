import { expect, test } from 'vitest';
import { createLedger } from '../../src/app/ledger';
import { foldWorld } from '../../src/domain/evolve-world';
import { emptyWorld } from '../../src/domain/world';
import { openJournal } from '../../src/store/journal';
import { fakeClock } from '../helpers/fake-clock';
import { noon, seconds } from '../helpers/hospital';
import { appendForeign, journalFile, journalOf, note } from '../helpers/journal-file';
import { declared, outage } from '../helpers/outage';

function openLedger(file = journalFile(), clock = fakeClock(seconds(100))) {
  const journal = openJournal(file, clock.now);
  return { journal, clock, ledger: createLedger(journal, clock, rethrow) };
}

test('a ledger begins with everything that the journal says', () => {
  const { ledger, journal } = openLedger(journalOf(outage));
  const { records } = journal.read(0, 1000);
  journal.close();
  const silent = ['console.started', 'probe.swept', 'run.sending', 'run.settled'];
  expect([ledger.world(), ledger.recent()]).toEqual([
    foldWorld(records),
    records.filter((each) => !silent.includes(each.type)),
  ]);
});

test('a decision is made on the present world and is true for everyone when it returns', () => {
  const { ledger, journal } = openLedger();
  const told: unknown[] = [];
  const unsubscribe = ledger.onCommit((records) => told.push([records, ledger.world().seq]));
  const records = ledger.commit((world, at) => [{ ...note(`after ${world.seq}`), occurredAt: at }]);
  unsubscribe();
  ledger.commit((world) => [note(`after ${world.seq}`)]);
  const kept = journal.read(0, 10).records.map((each) => 'text' in each.data && each.data.text);
  journal.close();
  expect([told, records[0]?.occurredAt, kept]).toEqual([
    [[records, 1]],
    seconds(100),
    ['after 0', 'after 1'],
  ]);
});

test('no events is no commit: nobody hears of it', () => {
  const { ledger, journal } = openLedger();
  let told = 0;
  ledger.onCommit(() => {
    told += 1;
  });
  const records = ledger.commit(() => []);
  journal.close();
  expect([records, told, ledger.world()]).toEqual([[], 0, emptyWorld]);
});

test('a decision that throws and a journal that fails leave world, journal and listeners as they were', () => {
  const { ledger, journal } = openLedger();
  let told = 0;
  ledger.onCommit(() => {
    told += 1;
  });
  const refuse = () => {
    throw new Error('refused');
  };
  const impossible = { ...note('x'), data: { incident: 'INC-0001', text: '' } };
  expect(() => ledger.commit(refuse)).toThrow('refused');
  expect(() => ledger.commit(() => [note('a'), impossible as never])).toThrow();
  const rows = journal.rows();
  journal.close();
  expect(() => ledger.commit(() => [note('b')])).toThrow();
  expect([ledger.world(), ledger.recent(), rows, told]).toEqual([emptyWorld, [], 0, 0]);
});

test('a clock that was set back is itself an event, once, before what happened next', () => {
  const { ledger, journal, clock } = openLedger();
  ledger.commit((_world, at) => [{ ...note('a'), occurredAt: at }]);
  clock.set(seconds(40));
  ledger.commit((_world, at) => [{ ...note('b'), occurredAt: at }]);
  ledger.commit((_world, at) => [{ ...note('c'), occurredAt: at }]);
  const records = journal.read(0, 10).records.map(({ type, data }) => [type, 'byMs' in data && data.byMs]);
  journal.close();
  expect(records).toEqual([
    ['note.written', false],
    ['clock.stepped', -60_000],
    ['note.written', false],
    ['note.written', false],
  ]);
});

test('a clock that was set back while no console was open is seen at the first commit', () => {
  const { ledger, journal } = openLedger(journalOf([note('a')]), fakeClock(noon - 5000));
  const types = ledger.commit(() => [note('b')]).map((each) => each.type);
  journal.close();
  expect(types).toEqual(['clock.stepped', 'note.written']);
});

test('the recent records are the latest 500 that make a line of the timeline', () => {
  const { ledger, journal } = openLedger();
  ledger.commit(() => Array.from({ length: 300 }, (_, index) => note(`${index}`)));
  ledger.commit(() => Array.from({ length: 300 }, (_, index) => note(`${index}`)));
  journal.close();
  expect(ledger.recent().map((each) => each.seq)).toEqual(
    Array.from({ length: 500 }, (_, index) => index + 101),
  );
});

test('rows of a newer version do not keep an older one from folding what it knows', () => {
  const file = journalOf([note('a')]);
  for (let many = 0; many < 3; many += 1) appendForeign(file, 'incident.reopened', { incident: 'INC-0001' });
  const { ledger, journal } = openLedger(file);
  ledger.commit(() => [note('b')]);
  journal.close();
  expect([ledger.recent().map((each) => each.seq), ledger.world().seq]).toEqual([[1, 5], 5]);
});

test('a listener that throws does not make a durable commit look failed, nor keep others from hearing', () => {
  const clock = fakeClock();
  const journal = openJournal(journalFile(), clock.now);
  const faults: unknown[] = [];
  const ledger = createLedger(journal, clock, (error) => faults.push(String(error)));
  const heard: number[] = [];
  ledger.onCommit(() => {
    throw new Error('window gone');
  });
  ledger.onCommit((records) => heard.push(records.length));
  const written = ledger.commit(() => declared.slice(0, 1));
  journal.close();
  expect([written.length, heard, faults]).toEqual([1, [1], ['Error: window gone']]);
});

function rethrow(error: unknown): never {
  throw error;
}
