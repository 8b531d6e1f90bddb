import { writeSync } from 'node:fs';
import { openJournal } from '../../src/store/journal';

/*
 * Run as a process of its own: `append <file> [count]` appends and prints every acknowledged sequence
 * number, `hold <file>` only keeps the journal open, `try <file>` prints what opening it leads to.
 */
const [, , act, file = '', count] = process.argv;
const say = (line: string): void => void writeSync(1, `${line}\n`);

if (act === 'try') {
  try {
    openJournal(file, Date.now).close();
    say('opened');
  } catch (error) {
    say((error as { code: string }).code);
  }
} else {
  const journal = openJournal(file, Date.now);
  if (act === 'hold') {
    say('open');
    setInterval(() => {}, 1000);
  }
  for (let left = act === 'append' ? Number(count ?? 1e9) : 0; left > 0; left -= 1) {
    const [one, two] = ['a', 'b'].map((text) => ({
      type: 'note.written' as const,
      stream: 'incident/INC-0001',
      occurredAt: Date.now(),
      actor: 'console' as const,
      data: { incident: 'INC-0001', text: `${text} of ${journal.rows()}` },
    }));
    if (one && two) say(String(journal.append([one, two]).at(-1)?.seq));
  }
}
