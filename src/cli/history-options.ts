import { InvalidArgumentError, Option } from 'commander';
import type { DayOrder } from '../plan/history/read-date';
import { isZone } from '../plan/history/read-date';

export type HistoryOptions = {
  map?: Record<string, string>;
  zone: string;
  dates?: Exclude<DayOrder, 'unknown'>;
  out?: string;
  json?: boolean;
};

/** What the imports of tickets and of exposures have in common. */
export function historyOptions(): readonly Option[] {
  return [
    new Option('--map <column=field...>', 'what a column means, where its name does not tell').argParser(
      readMap,
    ),
    new Option('--zone <zone>', 'of dates without an offset, such as Europe/Berlin')
      .default('UTC')
      .argParser(readZone),
    new Option(
      '--dates <order>',
      'of dates such as 03/04/2026, needed only where the file does not tell',
    ).choices(['day-first', 'month-first']),
    new Option('--out <plan folder>', 'take over into its history folder; without it nothing is written'),
    new Option('--json', 'print the result as JSON'),
  ];
}

function readMap(text: string, before: Record<string, string> | undefined): Record<string, string> {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write it as column=field, such as "Opened at=opened".');
  return { ...before, [text.slice(0, at).trim()]: text.slice(at + 1).trim() };
}

function readZone(text: string): string {
  if (!isZone(text)) throw new InvalidArgumentError('It must be a zone such as UTC or Europe/Berlin.');
  return text;
}
