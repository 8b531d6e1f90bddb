import { create } from 'zustand';
import type { Severity } from '../src/domain/authority/envelope';
import type { RunPreview } from '../src/domain/views/primary-action';

/** Words from the console to the person, shown above the scribe line until dismissed. */
export type Notice = {
  readonly tone: 'done' | 'refused' | 'failed' | 'hint';
  readonly lines: readonly string[];
};

/** The parts of the right column. Without an incident there are people instead of decisions and updates. */
export type Tab = 'decide' | 'say' | 'people' | 'timeline';

/** Which outputs to show: of a run (null = the latest), of a step, beginning with the group of an endpoint. */
export type OutputsPlace = {
  readonly run: string | null;
  readonly step: string | null;
  readonly endpoint: string | null;
};

/** What a runbook would do with values that were typed, and for which plan they were. */
export type ChosenValues = {
  readonly preview: RunPreview;
  /** As they were written. */
  readonly typed: Readonly<Record<string, string>>;
  readonly planDigest: string;
};

/** What the person chose on this screen. Nothing here is evidence and nothing here is kept. */
export type ScreenState = {
  /** Service the person looks at; null = the one the console puts in focus. */
  readonly chosenService: string | null;
  /** Endpoint picked in the grid, by name. */
  readonly endpoint: string | null;
  /** Whether all that is known of the picked endpoint lies open beside the grid. */
  readonly endpointOpen: boolean;
  /** Key of the failure cluster whose endpoints stay bright in the grid. */
  readonly cluster: string | null;
  /** Where the sheet of outputs opens; a null step = the last one. */
  readonly outputs: OutputsPlace;
  /** A retry the person asked to see; replaces the primary action until taken or left. */
  readonly retry: RunPreview | null;
  /** The restoration with values that a person gave in place of the defaults; null = with the defaults. */
  readonly chosen: ChosenValues | null;
  /** What the grid draws: how the run ended on each endpoint, or what the probe last said. */
  readonly gridView: 'run' | 'probe';
  /** Which part of the right column shows where there is room for one. */
  readonly tab: Tab;
  /**
   * What fills the middle: the next act, the plan and its files, or what a new plan still needs. The bar and the
   * situation stay.
   */
  readonly place: 'command' | 'plan' | 'first-steps';
  /** What lies over the screen; one at a time, never stacked. */
  readonly over:
    | 'palette'
    | 'keys'
    | 'manifest'
    | 'roles'
    | 'handover'
    | 'calls'
    | 'x-ray'
    | 'map'
    | 'continuity'
    | 'preflight'
    | 'outputs'
    | 'risks'
    | null;
  /** Service whose preflight is shown; null = the one in focus. */
  readonly preflightOf: string | null;
  /** The small form that is open in place. */
  readonly form:
    | 'declare'
    | 'impact-start'
    | 'sign-in'
    | 'pin'
    | 'stand-down'
    | 'relieve'
    | 'reopen'
    | 'break-glass'
    | 'values'
    | 'passed'
    | 'decision'
    | null;
  /** Whom the sign-in or PIN form is about; null = not chosen yet, or the operator. */
  readonly person: string | null;
  /** Role that the sheet of roles opens at. */
  readonly role: string | null;
  /** Countdown whose tones were silenced; the next one sounds again, so that silence is never forgotten. */
  readonly mutedActivation: string | null;
  /** Audience whose draft is open; null = the most urgent. */
  readonly audience: string | null;
  /** Severity picked for the next declaration; null = the preset. */
  readonly severity: Severity | null;
  /** Service picked for a declaration; null = the worst one. */
  readonly declareService: string | null;
  /** Impact start told by the person for the next declaration, Unix ms; null = from the probe. */
  readonly impactStart: number | null;
  readonly notice: Notice | null;
  /** Paths of the latest export. */
  readonly exported: readonly string[];
  /** Name of the act that was sent and not yet answered. */
  readonly pending: string | null;
};

const start: ScreenState = {
  chosenService: null,
  endpoint: null,
  endpointOpen: false,
  cluster: null,
  outputs: { run: null, step: null, endpoint: null },
  retry: null,
  chosen: null,
  gridView: 'run',
  tab: 'decide',
  place: 'command',
  over: null,
  preflightOf: null,
  form: null,
  person: null,
  role: null,
  mutedActivation: null,
  audience: null,
  severity: null,
  declareService: null,
  impactStart: null,
  notice: null,
  exported: [],
  pending: null,
};

/** The state of the screen itself. */
export const useScreen = create<ScreenState>(() => start);

/** Changes parts of the screen state. */
export function show(change: Partial<ScreenState>): void {
  useScreen.setState(change);
}

/** Puts words above the scribe line; the previous words go. */
export function say(notice: Notice): void {
  useScreen.setState({ notice });
}

/** Back to how the screen starts; for tests and after the journal was reopened from nothing. */
export function resetScreen(): void {
  useScreen.setState(start, true);
}
