import type { Severity } from '../authority/envelope';

/** The conventions a receiver speaks. */
export const alertSources = ['alertmanager', 'pagerduty', 'cloudevents'] as const;
export type AlertSource = (typeof alertSources)[number];

/** One alert as its sender told it, whatever convention it speaks. */
export type Alert = {
  /** What the sender calls the same alert by: Alertmanager's `fingerprint`, PagerDuty's `dedup_key`. */
  readonly fingerprint: string;
  readonly name: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly startsAt: number;
  /** null = still firing. */
  readonly endsAt: number | null;
  /** Its sender told no time: `startsAt` and `endsAt` are when it was received. */
  readonly untimed?: true | undefined;
  readonly runbookUrl?: string | undefined;
};

/** What one accepted request told. `truncated`: alerts the sender says it left out. */
export type AlertDelivery = {
  readonly source: AlertSource;
  readonly alerts: readonly Alert[];
  readonly truncated: number;
};

/** An alert that fires, as the journal knows it. */
export type FiringAlert = {
  readonly source: AlertSource;
  readonly fingerprint: string;
  readonly name: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly startsAt: number;
  readonly runbookUrl?: string | undefined;
};

/** Under what an alert stands in a state: senders choose fingerprints independently of each other. */
export const alertKey = (source: AlertSource, fingerprint: string): string => `${source}/${fingerprint}`;
