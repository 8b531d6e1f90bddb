import { moment } from '../domain/proof/reason-words';
import { categoryName } from '../domain/risk/category';
import type { ExposureRow } from '../domain/risk/exposure-board';
import { perYearWords } from '../domain/risk/impact-level';
import type { Pattern } from '../domain/risk/patterns';
import type { RiskBoard } from '../domain/risk/risk-board';
import type { RiskRow } from '../domain/risk/risk-register';
import type { Service } from '../domain/service/service';
import { duration } from '../domain/views/duration';
import { counted } from '../domain/views/words';

const shown = 15;

/** Risks, patterns and exposures in the order of weight, for a person. */
export function riskText(board: RiskBoard, services: readonly Service[]): string {
  const { register, patterns, exposures, sources } = board;
  const nameOf = (id: string) => services.find((each) => each.id === id)?.name ?? id;
  const recurring = patterns.filter((each) => each.recurring === 'now');
  return [
    `Risks: ${register.length}`,
    ...some(register.map(riskLine), 'no risks are stated; add risks/<id>.yaml'),
    '',
    `Recurring patterns: ${recurring.length} of ${patterns.length}, from ${counted(sources.tickets, 'ticket')} and ${counted(sources.journal, 'incident')} of this journal; ${sources.uncategorised} uncategorised`,
    ...some(
      recurring.map((each) => patternLine(each, nameOf)),
      'nothing recurs',
    ),
    '',
    `Exposures: ${exposures.open} open, ${exposures.flagged} without a proven path back, ${exposures.unlinked} linked to no service`,
    ...some(
      exposures.rows
        .filter(({ exposure }) => exposure.status === 'open')
        .map((row) => exposureLine(row, nameOf)),
      'none is open',
    ),
  ].join('\n');
}

function some(lines: readonly string[], none: string): readonly string[] {
  if (lines.length === 0) return [`  ${none}`];
  const more = lines.length - shown;
  return [...lines.slice(0, shown), ...(more > 0 ? [`  … and ${more} more (--json for all)`] : [])];
}

function riskLine({
  risk,
  likelihood,
  impact,
  score,
  happened,
  happenedPerYear,
  isOverdue,
  isAcceptanceOver,
}: RiskRow): string {
  const weight = impact
    ? `${score} = likelihood ${likelihood.level} × impact ${impact.level}`
    : 'impact not told';
  const history =
    happened === 0 ? 'no history' : `happened ${counted(happened, 'time')}, ${perYearWords(happenedPerYear)}`;
  const accepted = risk.accepted
    ? ` · ${isAcceptanceOver ? 'ACCEPTANCE OVER SINCE' : `accepted by ${risk.accepted.by} until`} ${moment(risk.accepted.untilMs)}`
    : '';
  return `  ${weight} · ${risk.name} · ${categoryName(risk.category)} · ${history}${accepted}${isOverdue ? ' · REVIEW OVERDUE' : ''}`;
}

export function patternLine(pattern: Pattern, nameOf: (id: string) => string): string {
  const { score, perYear, impact, category, service, item, occurrences, medianMs, worstMs, trend } = pattern;
  const where = service === null ? `${item ?? 'no service'} (not in the plan)` : nameOf(service);
  const restore =
    medianMs === null || worstMs === null
      ? 'time to restore not known'
      : `restored in ${duration(medianMs)} (median), ${duration(worstMs)} (worst)`;
  const way = trend.last > trend.before ? 'rising' : trend.last < trend.before ? 'falling' : 'steady';
  const weight = `${score.toFixed(1)} = ${perYearWords(perYear)} × impact ${impact.toFixed(1)}`;
  return `  ${weight} · ${categoryName(category)} · ${where} · ${counted(occurrences.length, 'time')} · ${restore} · ${way}: ${trend.last} in 90 days, ${trend.before} before`;
}

function exposureLine(row: ExposureRow, nameOf: (id: string) => string): string {
  const { exposure, service, proof, isFlagged } = row;
  const score = exposure.cvss === null ? '' : ` ${exposure.cvss}`;
  const where = service === null ? 'no service' : nameOf(service);
  const path =
    proof.state === 'proven'
      ? 'proven path back'
      : `${isFlagged ? 'NO PROVEN PATH' : 'no proven path'}: ${proof.because}`;
  const state = service === null ? 'LINKED TO NO SERVICE' : path;
  return `  ${isFlagged ? '!' : ' '} ${exposure.severity}${score} · ${exposure.id} · ${exposure.asset} · ${where} · ${state}`;
}
