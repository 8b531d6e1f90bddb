import { expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import type { Outcome } from '../../src/domain/run/outcome';
import { exportOf } from '../helpers/exported';
import { seconds } from '../helpers/hospital';
import { adopted, declared, outage, started } from '../helpers/outage';
import { happened } from '../helpers/records';

const run = 'RUN-0001';
const incident = 'INC-0001';
const note = (text: string) => happened(seconds(45), 'note.written', { incident, text }, 'person:maria');
const failed = (output: string, ...endpoints: string[]): NewEvent => {
  const outcome: Outcome = { state: 'failed', cause: 'NonZeroExit', exitCode: 3, output, tookMs: 1 };
  return happened(seconds(42), 'run.settled', {
    run,
    outcomes: endpoints.map((endpoint) => ({ endpoint, step: 'restart', outcome })),
  });
};
const lineWith = (text: string, words: string) => text.split('\n').find((line) => line.includes(words));

test('the report of a finished incident gives the verdict, the marks, the phases, the runs and every line', () => {
  const { markdown } = exportOf(outage);
  const [verdict, timeline] = markdown.split('## Timeline');
  expect(verdict?.replace(/[0-9a-f]{64}/g, '<digest>')).toMatchInlineSnapshot(`
    "# INC-0001: Clinical sign-in is down

    SEV-1 · drill, not a live incident · exported 2026-10-01 12:05:00Z

    **Verified 55 s after impact began.** RTO 15 min: kept.

    People were chosen by name at the console; their identity was not proven: Maria Chen.

    ## Marks

    | Mark | UTC | After impact | Note |
    |---|---|---|---|
    | Impact start | 2026-10-01 12:00:20Z | 0 ms | recorded by probe |
    | Detected | 2026-10-01 12:00:20Z | 0 ms | first bad sweep |
    | Declared | 2026-10-01 12:00:30Z | 10 s | SEV-1 |
    | Command taken | 2026-10-01 12:00:32Z | 12 s | Maria Chen |
    | Authorised | 2026-10-01 12:00:40Z | 20 s | Maria Chen, person, envelope sign-in/restart-agent |
    | Restored | 2026-10-01 12:00:56Z | 36 s | it was seen |
    | Verified | 2026-10-01 12:01:15Z | 55 s | proven by probe |
    | Stood down | 2026-10-01 12:01:30Z | 1 min 10 s |  |

    ## Where the time went

    | Phase | From (UTC) | Took |
    |---|---|---|
    | detect | 12:00:20.000 | 0 ms |
    | decide | 12:00:20.000 | 12 s |
    | authorise | 12:00:32.000 | 8 s |
    | execute | 12:00:40.000 | 16 s |
    | verify | 12:00:56.000 | 19 s |

    ## What it waited for

    | Phase | Gate | Waited for | From (UTC) | Took |
    |---|---|---|---|---|
    | decide | nobody | not declared yet | 12:00:20.000 | 10 s |
    | decide | nobody | nobody in command | 12:00:30.000 | 2 s |
    | authorise | person | Maria Chen decides | 12:00:32.000 | 8 s |
    | execute | tool | RUN-0001, canary | 12:00:40.000 | 6 s |
    | execute | tool | RUN-0001, wave 1 | 12:00:46.000 | 5 s |
    | execute | tool | RUN-0001, wave 2 | 12:00:51.000 | 5 s |
    | verify | probe | good sweeps | 12:00:56.000 | 19 s |

    ## RUN-0001: Restart the auth agent

    Sent in this order: restart: svc restart auth-agent; check: svc is-active auth-agent.

    completed; 10 endpoints in the manifest, 10 were sent to, 0 excluded. Every endpoint: 10 ok. Manifest \`<digest>\`.

    ## Who decided what

    | Time | What | Who |
    |---|---|---|
    | 12:00:30.000 | INC-0001 declared SEV-1: Clinical sign-in is down. Impact since 12:00:20 UTC (from the probe) | Maria Chen |
    | 12:00:32.000 | Maria Chen took command | Maria Chen |
    | 12:00:40.000 | Authorised: Restart the auth agent on 10 endpoints, envelope sign-in/restart-agent. Manifest 3a5c27a90fd6 | Maria Chen |
    | 12:01:30.000 | INC-0001 stood down | Maria Chen |

    ## Owed a word and never told

    Not known: the record of this incident does not say who had to hear.

    "
  `);
  expect(timeline?.match(/^\| 12:/gm)?.length).toBe(13);
});

test('an incident that is not verified says so first, and how long it has been', () => {
  const { markdown } = exportOf(declared);
  expect([
    lineWith(markdown, '**'),
    lineWith(markdown, '| Restored'),
    lineWith(markdown, '| authorise'),
  ]).toEqual([
    '**Not verified.** 4 min 40 s since impact began, RTO 15 min.',
    '| Restored | pending |  |  |',
    '| authorise | 12:00:32.000 | 4 min 28 s so far |',
  ]);
});

test('failed endpoints are grouped by what they said', () => {
  const { markdown } = exportOf([...started, failed('disk full\nmore', 'ws-1', 'ws-2'), failed('', 'ws-3')]);
  expect([
    lineWith(markdown, 'disk full'),
    lineWith(markdown, '| ws-3'),
    lineWith(markdown, 'Every'),
  ]).toEqual([
    '| 2 | failed: exit 3 | disk full | ws-1, ws-2 |',
    '| 1 | failed: exit 3 |  | ws-3 |',
    expect.stringContaining(
      'running; 10 endpoints in the manifest, 3 were sent to, 0 excluded. Every endpoint: 7 pending, 3 failed.',
    ),
  ]);
});

test.each([
  ['a table cell', 'a | b', 'a \\| b'],
  ['a cell, by an escape of its own', 'a \\| b', 'a \\\\\\| b'],
  ['a heading or a new row', 'x\n# Restored\r\n| a |', 'x \\# Restored \\| a \\|'],
  ['HTML', '<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
  ['a comment that hides the rest', '<!--', '\\<!--'],
  ['a link or a picture', '![x](javascript:alert(1))', '!\\[x\\](javascript:alert(1))'],
  [
    'a link by itself',
    'see https://evil.example and www.evil.example',
    'see https\\://evil.example and www\\.evil.example',
  ],
  [
    'code, emphasis, a footnote',
    '`x` *y* __z__ ~~w~~ [^1]',
    '\\`x\\` \\*y\\* \\_\\_z\\_\\_ \\~\\~w\\~\\~ \\[^1\\]',
  ],
  ['a character by its number', '&lt;b&gt; &#x2028;', '\\&lt;b\\&gt; \\&\\#x2028;'],
  ['a formula', '$x$', '\\$x\\$'],
  ['text that runs backwards or steers a terminal', 'a\u202eb\u001b[31mc', 'ab\\[31mc'],
])('what people and endpoints say never becomes %s', (_what, words, expected) => {
  const events = [...started, failed(words, 'ws-1'), note(words)];
  const { markdown } = exportOf(events);
  const [first] = expected.split(' \\# Restored');
  expect([lineWith(markdown, '| failed: exit 3'), lineWith(markdown, '12:00:45.000')]).toEqual([
    `| 1 | failed: exit 3 | ${words.includes('\n') ? first : expected} | ws-1 |`,
    `| 12:00:45.000 | ${expected} | Maria Chen |`,
  ]);
});

test('hostile names of services and people stay in their place', () => {
  const evil = '<b>|\n# x';
  const people = [{ id: 'maria', name: evil }];
  const renamed = happened(seconds(2), 'plan.adopted', {
    ...(adopted.data as never as object),
    people,
  } as never);
  const titled = declared.map((event) =>
    event.type === 'incident.declared' ? { ...event, data: { ...event.data, title: evil } } : event,
  );
  const { markdown } = exportOf([titled[0] as NewEvent, adopted, renamed, ...titled.slice(2)]);
  expect([markdown.split('\n')[0], markdown.match(/^# /gm)?.length, markdown.match(/[^\\]<b/)]).toEqual([
    '# INC-0001: \\<b\\>\\| \\# x',
    1,
    null,
  ]);
});

test('the verdict says how much data was lost against the RPO, or that nobody said', () => {
  const verdict = (rpoMs: number | null, ...lost: readonly number[]) => {
    const events = outage.map((event) =>
      event.type === 'incident.declared'
        ? { ...event, data: { ...event.data, objectives: { ...event.data.objectives, rpoMs } } }
        : event,
    );
    const stated = lost.map((lossMs) =>
      happened(seconds(80), 'data-loss.stated', { incident, lossMs, text: 'the log' }, 'person:maria'),
    );
    return lineWith(exportOf([...events, ...stated]).markdown, '**Verified')?.split('kept.')[1];
  };
  expect([
    verdict(60_000, 60_000),
    verdict(60_000, 61_000),
    verdict(0, 0),
    verdict(0),
    verdict(null, 0),
    verdict(null),
  ]).toEqual([
    ' 1 min of data lost, RPO 1 min: ',
    ' 1 min 1 s of data lost, RPO 1 min: missed.',
    ' No data lost, RPO 0 ms: ',
    ' RPO 0 ms: nobody stated how much data was lost.',
    ' No data lost.',
    '',
  ]);
});
