import type { Plan } from '../../../src/domain/plan/plan';
import { countStates } from '../../../src/domain/run/run-state';
import { planWaves } from '../../../src/domain/run/waves';
import { lastSeen, unknownService, worstProbe } from '../../../src/domain/service/service-state';
import {
  countExclusions,
  type PrimaryAction,
  type RunPreview,
} from '../../../src/domain/views/primary-action';
import type { World } from '../../../src/domain/world';
import { asAge, asClock, asSpan, utcTime } from '../../ui/duration';
import { asCount, asNoun } from '../../ui/numbers';
import { expectedDuration } from '../expected-duration';

/** A sentence; `strong` parts carry the numbers that decide. */
export type Fact = readonly (string | { readonly strong: string })[];

/** What the primary action says. `tone` colours the block, never the words alone. */
export type PrimaryWords = {
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly tone: 'act' | 'quiet' | 'danger' | 'warn' | 'good';
};

/** What the words are about. */
export type WordsContext = { readonly plan: Plan; readonly world: World; readonly at: number };

const strong = (text: string) => ({ strong: text });

/** Says the primary action in words and numbers; pure, so that every kind has a test. */
export function primaryWords(action: PrimaryAction, { plan, world, at }: WordsContext): PrimaryWords {
  const serviceName = (id: string) => plan.services.find((each) => each.id === id)?.name ?? id;
  const personName = (id: string) => plan.people.find((each) => each.id === id)?.name ?? id;
  const incidentOf = (id: string) => world.incidents[id];
  switch (action.kind) {
    case 'sign-in':
      return {
        tone: 'act',
        title: 'Who is at this console?',
        facts: [['Every act is recorded under your name. Choose with the arrow keys and Enter.']],
      };
    case 'calm':
      return { tone: 'quiet', title: 'Nothing is open', facts: [] };
    case 'declare': {
      const { failing, total, since } = action;
      const began: Fact =
        since === null
          ? []
          : ['Failing since ', strong(`${utcTime(since)} UTC`), `, ${asSpan(at - since)} ago`];
      return {
        tone: 'act',
        title: `${serviceName(action.service)} fails on ${asCount(failing)} of ${asNoun(total, 'endpoint')}`,
        facts: [began, ['Nobody has declared it. Assume the worse.']],
      };
    }
    case 'take-command':
      return {
        tone: 'danger',
        title: `${action.incident} has no Incident Commander`,
        facts: [['Nobody decides until someone takes command. ', strong('You can hand it over later.')]],
      };
    case 'preparing':
      return {
        tone: 'quiet',
        title: `Resolving what the runbook would touch on ${serviceName(action.service)}`,
        facts: [
          ['Reading the latest sweep, host keys and authority. The run appears here with its exact count.'],
        ],
      };
    case 'run':
      return {
        tone: 'act',
        title: runTitle(action.preview),
        facts: runFacts(action.preview, { plan, world, at }),
      };
    case 'not-allowed':
      return { tone: 'warn', ...notAllowed(action.preview, action.because, plan) };
    case 'no-runbook':
      return {
        tone: 'warn',
        title: `The plan has no restore runbook for ${serviceName(action.service)}`,
        facts: [
          [
            'Restore it by hand and write what you do with ',
            strong('N'),
            '. The probe will see when it is back.',
          ],
        ],
      };
    case 'stop': {
      const { run } = action;
      return {
        tone: 'danger',
        title: `${run.runbookName}: running on ${asNoun(run.manifest.entries.length, 'endpoint')}`,
        facts: [
          [
            'Stop sends nothing more. It leaves ',
            strong(`${asCount(action.inFlight)} in flight`),
            ' to end by themselves and ',
            strong(`${asCount(action.unsent)} unsent`),
            '.',
          ],
        ],
      };
    }
    case 'stopping':
      return {
        tone: 'warn',
        title: `Stopping: ${asNoun(action.inFlight, 'endpoint')} still in flight`,
        facts: [['Nothing more is sent. What is in flight ends by itself and is recorded.']],
      };
    case 'unprovable':
      return {
        tone: 'warn',
        title: `No probe watches ${serviceName(action.service)}`,
        facts: [
          ['Its runbook has ended. Ask the people who use it, write what they say with ', strong('N'), '.'],
          leftBehind(world, action.incident),
        ],
      };
    case 'verifying':
      return {
        tone: 'act',
        title: `${serviceName(action.service)} is restored, not yet verified`,
        facts: [
          [
            strong(`${action.good} of ${asNoun(action.needed, 'good sweep')}`),
            ' in a row. The probe decides.',
          ],
          leftBehind(world, action.incident),
        ],
      };
    case 'stand-down': {
      const incident = incidentOf(action.incident);
      const commander = incident?.commander ?? null;
      const mine = commander === world.operator;
      const who: Fact = mine
        ? [
            'Standing down ends ',
            strong(action.incident),
            '. The record stays; export it with ',
            strong('E'),
            '.',
          ]
        : [
            'Only the Incident Commander stands down: ',
            strong(commander ? personName(commander) : 'nobody'),
            '.',
          ];
      return {
        tone: 'good',
        title: `${incident ? serviceName(incident.service) : action.incident} restored and verified in ${asClock(action.rtaMs)}`,
        facts: [stillFailing(plan, world, incident?.service), who],
      };
    }
  }
}

/** What verification leaves behind: a service may work again while some of its endpoints do not. */
function stillFailing(plan: Plan, world: World, service: string | undefined): Fact {
  const worst = worstProbe(world.services[service ?? ''] ?? unknownService)?.probe;
  if (!worst || worst.failing === 0) return [];
  const name = plan.services.find((each) => each.id === service)?.name ?? service;
  return [
    strong(`${asCount(worst.failing)} of ${asNoun(worst.total, 'endpoint')}`),
    ` still fail. Standing down leaves them without ${name}.`,
  ];
}

/** How many of the manifest fail now: a runbook runs on the healthy ones, too. */
function failingFact({ manifest, service }: RunPreview, world: World): Fact {
  const seen = lastSeen(world.services[service] ?? unknownService);
  const healthy = manifest.entries.filter((entry) => seen[entry.endpoint] === 'ok').length;
  if (healthy === 0) return [];
  const failing = manifest.entries.length - healthy;
  return [strong(`${asCount(failing)} failing`), ', ', strong(`${asCount(healthy)} healthy now`)];
}

/** Endpoints that the latest run did not bring back, so that a verified service does not hide them. */
function leftBehind(world: World, incident: string): Fact {
  const run = world.runs[world.incidents[incident]?.runs.at(-1) ?? ''];
  if (!run) return [];
  const notOk = run.manifest.entries.length - countStates(run).ok;
  return notOk === 0 ? [] : [strong(asNoun(notOk, 'endpoint')), ' did not end well. Retry them below.'];
}

function runTitle({ runbookName, manifest, retryOf }: RunPreview): string {
  const count = manifest.entries.length;
  if (retryOf) return `${runbookName} again on ${asNoun(count, 'failed endpoint')}`;
  return `${runbookName} on ${asCount(count)} of ${asNoun(count + manifest.excluded.length, 'endpoint')}`;
}

function runFacts(preview: RunPreview, { plan, world, at }: WordsContext): Fact[] {
  const { manifest, authority, retryOf } = preview;
  const runbook = plan.runbooks.find((each) => each.id === manifest.runbook);
  const waves = runbook ? planWaves(runbook.waves, manifest.entries.length) : [];
  const expected = expectedDuration(Object.values(world.runs), manifest);
  return [
    exclusionFact(preview),
    failingFact(preview, world),
    expected
      ? [
          '≈ ',
          strong(asSpan(expected.tookMs)),
          ` · measured on ${asCount(expected.on)}, ${asAge(at - expected.endedAt)} ago`,
        ]
      : ['No complete run on record yet'],
    ['You may run this now: ', strong(authority.because)],
    [waveWords(waves)],
    ...(retryOf ? [[`Repeats what failed in ${retryOf} from its first step`]] : []),
  ];
}

function exclusionFact({ manifest }: RunPreview): Fact {
  const reasons = countExclusions(manifest);
  if (reasons.length === 0) return ['Nothing excluded'];
  const parts = reasons.flatMap(([reason, count], index) => [
    ...(index > 0 ? [', '] : []),
    strong(`${asCount(count)} ${reason}`),
  ]);
  return [`${asCount(manifest.excluded.length)} excluded: `, ...parts];
}

function waveWords(waves: readonly number[]): string {
  const [first = 0, second] = waves;
  if (second === undefined) return `One wave of ${asCount(first)}`;
  const rest = waves.length - 1;
  return `Canary of ${asCount(first)} first, then ${rest === 1 ? `one wave of ${asCount(second)}` : `${rest} waves of up to ${asCount(second)}`}`;
}

function notAllowed(preview: RunPreview, because: string, plan: Plan): { title: string; facts: Fact[] } {
  const { manifest, runbookName } = preview;
  const service = plan.services.find((each) => each.id === preview.service);
  if (manifest.entries.length + manifest.excluded.length === 0)
    return {
      title: `The selector of ${service?.name ?? preview.service} matches no endpoint`,
      facts: [
        ['Selector: ', strong(service?.endpoints ?? '')],
        ['Correct it in the plan folder; it is read again at once.'],
      ],
    };
  const left: Fact[] = manifest.excluded.length > 0 ? [exclusionFact(preview)] : [];
  return { title: `${runbookName}: not allowed now`, facts: [[strong(because)], ...left] };
}
