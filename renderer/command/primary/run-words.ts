import { nameOf } from '../../../src/domain/names';
import { canaryOf, canaryWords } from '../../../src/domain/run/canary';
import type { Manifest } from '../../../src/domain/run/manifest';
import { keptWords } from '../../../src/domain/run/undo';
import { planWaves } from '../../../src/domain/run/waves';
import { lastSeen, unknownService } from '../../../src/domain/service/service-state';
import { countExclusions, type RunPreview } from '../../../src/domain/views/primary-action';
import type { World } from '../../../src/domain/world';
import { asAge, asSpan } from '../../ui/duration';
import { asCount, asNoun } from '../../ui/numbers';
import { expectedDuration } from '../expected-duration';
import { type Fact, strong, type WordsContext } from './fact';
import { valuesFact } from './values-words';

/** How many of the manifest fail now: a runbook runs on the healthy ones, too. */
function failingFact({ manifest, service }: RunPreview, world: World): Fact {
  const seen = lastSeen(world.services[service] ?? unknownService);
  const healthy = manifest.entries.filter((entry) => seen[entry.endpoint] === 'ok').length;
  if (healthy === 0) return [];
  const failing = manifest.entries.length - healthy;
  return [strong(`${asCount(failing)} failing`), ', ', strong(`${asCount(healthy)} healthy now`)];
}

/** What a run would do, on how many. */
export function runTitle({
  runbookName,
  manifest,
  retryOf,
}: Pick<RunPreview, 'runbookName' | 'manifest' | 'retryOf'>): string {
  const count = manifest.entries.length;
  const { as, run } = manifest.follows ?? {};
  if (as === 'resume') return `Go on with ${run}: ${runbookName} on ${asNoun(count, 'endpoint')}`;
  if (manifest.undo && as === 'rollback') return `Undo ${run} step by step on ${asNoun(count, 'endpoint')}`;
  if (as === 'rollback') return `Roll back ${run}: ${runbookName} on ${asNoun(count, 'endpoint')}`;
  if (as === 'passed') return `${runbookName} on ${asNoun(count, 'endpoint')} that passed ${run}`;
  if (retryOf) return `${runbookName} again on ${asNoun(count, 'failed endpoint')}`;
  return `${runbookName} on ${asCount(count)} of ${asNoun(count + manifest.excluded.length, 'endpoint')}`;
}

/** Everything to know before holding: who is left out, how long, by whose authority, in which waves. */
export function runFacts(preview: RunPreview, { plan, world, at }: WordsContext): Fact[] {
  const { manifest, authority, retryOf } = preview;
  const approvedBy = authority.granted ? authority.approvedBy : undefined;
  const runbook = plan.runbooks.find((each) => each.id === manifest.runbook);
  const waves = runbook ? planWaves(runbook.waves, manifest.entries.length) : [];
  const canary = canaryOf(plan, world.runs, manifest);
  const expected = expectedDuration(Object.values(world.runs), manifest);
  return [
    ...valuesFact(plan, manifest),
    ...keptFact(manifest),
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
    ...(approvedBy ? [['Approved by ', strong(nameOf(plan.people, approvedBy))]] : []),
    [waveWords(waves, retryOf ? canary : null)],
    ...(retryOf ? [[followFact(manifest, retryOf)]] : []),
  ];
}

/** With which step those begin that were in a run before. */
function followFact({ entries, follows, undo }: Manifest, run: string): string {
  if (undo && follows?.as === 'rollback')
    return `Undoes on each endpoint only what ${run} did there, the last step first`;
  if (follows?.as === 'rollback') return `Only where ${run} changed something`;
  const later = entries.filter((entry) => entry.fromStep !== undefined).length;
  if (later > 0)
    return `${asCount(later)} begin with the step that did not end well in ${run}, the rest with the first`;
  if (follows?.as === 'resume') return `What ${run} left, from the first step`;
  if (follows?.as === 'passed') return `Where ${run} ended well`;
  return `Repeats what failed in ${run} from its first step`;
}

/** What a rollback leaves as it is: named before the hold. */
function keptFact({ undo }: Manifest): readonly Fact[] {
  return undo && undo.kept.length > 0 ? [['Stays as it is: ', strong(keptWords(undo.kept))]] : [];
}

/** Who is left out, and why. */
export function exclusionFact({ manifest }: { readonly manifest: Manifest }): Fact {
  const reasons = countExclusions(manifest);
  if (reasons.length === 0) return ['Nothing excluded'];
  const parts = reasons.flatMap(([reason, count], index) => [
    ...(index > 0 ? [', '] : []),
    strong(`${asCount(count)} ${reason}`),
  ]);
  return [`${asCount(manifest.excluded.length)} excluded: `, ...parts];
}

function waveWords(waves: readonly number[], canary: ReturnType<typeof canaryOf>): string {
  const [first = 0, second] = waves;
  if (second === undefined) return `One wave of ${asCount(first)}`;
  const rest = waves.length - 1;
  const which = canary ? ` (${canaryWords(canary)})` : '';
  return `Canary of ${asCount(first)} first${which}, then ${rest === 1 ? `one wave of ${asCount(second)}` : `${rest} waves of up to ${asCount(second)}`}`;
}
