import type { HistorySettings } from '../domain/risk/history';
import type { Risk } from '../domain/risk/risk';
import { notSaid } from '../domain/service/impact-words';
import { said } from './placeholder';
import type { HistoryFile } from './schema/history-file';
import type { RiskFile } from './schema/risk-file';

/** A risk file in the words of the domain. */
export function toRisk({ per_year, outage, accepted, reviewed, ...file }: RiskFile): Risk {
  return {
    ...file,
    description: said(file.description),
    mitigation: said(file.mitigation),
    perYear: per_year,
    outageMs: outage,
    ...(accepted && {
      accepted: { by: accepted.by, untilMs: accepted.until, because: said(accepted.because) ?? notSaid },
    }),
    ...(reviewed && { reviewed: { on: reviewed.on, by: reviewed.by, everyMs: reviewed.every ?? null } }),
  };
}

export function toHistorySettings(file: HistoryFile): HistorySettings {
  const { recurring, proof_within, money, words, aliases } = file;
  const [second = 0, third = 0, fourth = 0, fifth = 0] = money;
  return {
    least: recurring.least,
    withinMs: recurring.within,
    proofMs: proof_within,
    money: [second, third, fourth, fifth],
    words,
    aliases,
  };
}
