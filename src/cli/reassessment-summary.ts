import { changeKinds, type InventoryChange } from '../domain/proof/inventory-change';
import { changeNames, changeWords, countWords, moment } from '../domain/proof/reason-words';
import type { Reassessed } from '../domain/proof/reassessment';
import type { Service } from '../domain/service/service';
import type { ReassessmentBoard, ReassessmentRow } from '../domain/views/reassessment-board';
import { counted, someOf } from '../domain/views/words';
import { calledAs } from './called-as';

/** The board as JSON: what it says of services, without the plan and the record that it was read from. */
export function boardResult({ anew, changed, ...board }: ReassessmentBoard) {
  const row = ({ service, proof, ...rest }: ReassessmentRow) => ({
    service: service.id,
    name: service.name,
    tier: service.tier,
    proof: { incident: proof.incident, mode: proof.mode, at: proof.at, rtaMs: proof.rtaMs },
    ...rest,
  });
  return { ...board, anew: anew.map(row), changed: changed.map(row) };
}

/**
 * What has to be proven anew, then what changed within what is allowed, then what else is stale.
 * @param exposed open exposures without a proven way back
 * @param most names of endpoints for each kind of change
 */
export function boardText(board: ReassessmentBoard, exposed: number, most: number): string {
  const { anew, changed, stale, allowed, same, unproven } = board;
  const row = (each: ReassessmentRow) => [
    `  ${each.service.name} (tier ${each.service.tier}) · proven on ${moment(each.proof.at)} by ${each.proof.incident}${proveWords(each.proveAnew)}`,
    ...(each.reasons.length > 0
      ? each.reasons.map(({ rule, words }) => `    ${rule}: ${words}`)
      : changeWords(each.change).map((words) => `    ${words}`)),
    ...shareLines(each.share, each.change, allowed),
    ...nameLines(each.change, most),
  ];
  return [
    ...part('To be proven anew', anew.flatMap(row)),
    ...part('Changed since it was proven, within what is allowed', changed.flatMap(row)),
    ...part('Also stale', [
      ...stale.map(({ kind, name, words }) => `  ${kind} ${name}: ${words.join('; ')}`),
      ...(exposed > 0
        ? [`  ${counted(exposed, 'open exposure')} without a proven way back: ${calledAs()} risks`]
        : []),
    ]),
    `${counted(anew.length, 'service')} to be proven anew, ${changed.length} changed within what is allowed, ${same} as proven, ${unproven} never proven`,
  ].join('\n');
}

/** What lies between two inventories, service by service in the order of the plan. */
export function comparedText(
  rows: readonly Reassessed[],
  services: readonly Service[],
  allowed: number,
  most: number,
): string {
  const nameOf = new Map(services.map(({ id, name, tier }) => [id, `${name} (tier ${tier})`]));
  const anew = rows.filter(({ proveAnew }) => proveAnew.length > 0).length;
  const row = ({ service, change, share, isTooMuch, proveAnew }: Reassessed) => [
    `  ${nameOf.get(service) ?? service}${isTooMuch && proveAnew.length === 0 ? ' · no runbook to prove anew' : proveWords(proveAnew)}`,
    ...changeWords(change).map((words) => `    ${words}`),
    ...shareLines(share, change, allowed),
    ...nameLines(change, most),
  ];
  return [
    ...part('More than is allowed', rows.filter(({ isTooMuch }) => isTooMuch).flatMap(row)),
    ...part('Changed within what is allowed', rows.filter(({ isTooMuch }) => !isTooMuch).flatMap(row)),
    `${counted(anew, 'service')} to be proven anew, ${rows.length - anew} changed otherwise, ${services.length - rows.length} the same`,
  ].join('\n');
}

const part = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...lines, ''];

const proveWords = (runbooks: readonly string[]): string =>
  runbooks.length === 0 ? '' : ` · PROVE ANEW: ${runbooks.join(', ')}`;

const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;

/** A host key is no part of the share: none may change. */
const shareLines = (share: number, change: InventoryChange, allowed: number): readonly string[] =>
  share === 0 ? [] : [`    ${countWords(change)} (${percent(share)}), ${percent(allowed)} may`];

function nameLines(change: InventoryChange, most: number): readonly string[] {
  return changeKinds
    .filter((kind) => change[kind].length > 0)
    .map((kind) => `    ${changeNames[kind]}: ${someOf(change[kind], most)}`);
}
