import { useEffect } from 'react';
import { ContinuitySheet } from '../continuity/continuity-sheet';
import { MapSheet } from '../map/map-sheet';
import { PlanBeforeForce } from '../plan/plan-before-force';
import { PlanPlace } from '../plan/plan-place';
import { RisksSheet } from '../plan/risks/risks-sheet';
import { show, useScreen } from '../screen';
import { useCountdownTones } from '../sound/use-countdown-tones';
import { FirstSteps } from '../start/first-steps';
import { useConsole } from '../store';
import { Part } from '../ui/part';
import { useArmed } from './armed';
import { AuthorityStrip } from './authority-strip';
import { Alarms } from './bar/alarms';
import { Bar } from './bar/bar';
import { JournalRefused, NoPlan, PlanRefused } from './broken/broken';
import { PlanStrip } from './broken/plan-strip';
import { SecretStrip } from './broken/secret-strip';
import { Clusters } from './clusters';
import { EndpointPanel } from './endpoint/endpoint-panel';
import { useFocus } from './focus';
import { EndpointGrid } from './grid/endpoint-grid';
import { KeysOverview } from './keys-overview';
import { ManifestSheet } from './manifest-sheet';
import { OutputsSheet } from './outputs/outputs-sheet';
import { Palette } from './palette';
import { PrimaryBlock } from './primary/primary-block';
import { Readiness } from './readiness';
import { RunHeader } from './run-header';
import { NoticeLine } from './scribe/notice-line';
import { Scribe } from './scribe/scribe';
import { CallsSheet } from './sheets/calls-sheet';
import { HandoverSheet } from './sheets/handover-sheet';
import { PreflightSheet } from './sheets/preflight-sheet';
import { RolesSheet } from './sheets/roles-sheet';
import { XRaySheet } from './sheets/x-ray-sheet';
import { useShortcuts } from './shortcuts';
import { Situation } from './situation/situation';
import { useIdleLock } from './use-idle-lock';
import { WordsColumn } from './words/words-column';

/** The one screen, or what stands in its way. */
export function CommandScreen() {
  useShortcuts();
  useIdleLock();
  useCountdown();
  const opened = useConsole((state) => state.opened);
  const journal = useConsole((state) => state.journal);
  const hasPlan = useConsole((state) => state.plan.plan !== null);
  useReady(opened);
  if (!opened) return <div className="screen screen-opening" aria-busy="true" />;
  return (
    <div className={`screen${hasPlan && journal.state === 'open' ? '' : ' screen-plate'}`}>
      <Bar />
      <Alarms />
      {journal.state === 'refused' ? (
        <JournalRefused journal={journal} />
      ) : hasPlan ? (
        <Work />
      ) : (
        <WithoutPlan />
      )}
      <NoticeLine />
      <Scribe />
      <Overlay />
    </div>
  );
}

/** A countdown is seen and heard wherever the person looks. */
function useCountdown(): void {
  const armed = useArmed();
  const muted = useScreen((state) => state.mutedActivation);
  const id = armed?.activation.id ?? null;
  useCountdownTones(armed?.activation ?? null, id !== null && muted === id);
  useEffect(() => {
    // A sheet would lie over the one button that matters now.
    if (id !== null) show({ over: null, endpointOpen: false, place: 'command' });
  }, [id]);
}

/** Tells tests and the shell that what is on the screen is the core's word, not a blank page. */
function useReady(opened: boolean): void {
  useEffect(() => {
    if (opened) document.documentElement.dataset.ready = 'true';
  }, [opened]);
}

function WithoutPlan() {
  const { problems, folder } = useConsole((state) => state.plan);
  const place = useScreen((state) => state.place);
  if (place === 'plan' && folder !== null) return <PlanBeforeForce />;
  return problems.some((each) => each.severity === 'error') ? (
    <PlanRefused folder={folder} problems={problems} />
  ) : (
    <NoPlan />
  );
}

function Work() {
  const { calm } = useFocus();
  useEffect(() => {
    // What somebody looked at before must not hide what breaks next.
    if (calm) show({ chosenService: null, endpoint: null, endpointOpen: false, cluster: null, retry: null });
  }, [calm]);
  const place = useScreen((state) => state.place);
  if (place !== 'command')
    return (
      <div className={calm ? 'work work-plan work-calm' : 'work work-plan'}>
        <PlanStrip />
        <SecretStrip />
        {calm ? null : (
          <Part name="situation">
            <Situation />
          </Part>
        )}
        <Part name="plan">{place === 'plan' ? <PlanPlace /> : <FirstSteps />}</Part>
      </div>
    );
  return (
    <div className={calm ? 'work work-calm' : 'work'}>
      <PlanStrip />
      <SecretStrip />
      {calm ? null : (
        <Part name="situation">
          <Situation />
        </Part>
      )}
      <main className="column centre">
        <Part name="next act">
          <PrimaryBlock />
        </Part>
        {calm ? null : (
          <Part name="authority">
            <AuthorityStrip />
          </Part>
        )}
        {calm ? (
          <Part name="readiness board">
            <Readiness />
          </Part>
        ) : (
          <>
            <RunHeader />
            <EndpointGrid />
            <Clusters />
          </>
        )}
      </main>
      <Part name="decisions and words">
        <WordsColumn />
      </Part>
      {calm ? null : <EndpointPanel />}
    </div>
  );
}

function Overlay() {
  const over = useScreen((state) => state.over);
  if (over === 'palette') return <Palette />;
  if (over === 'keys') return <KeysOverview />;
  if (over === 'roles') return <RolesSheet />;
  if (over === 'handover') return <HandoverSheet />;
  if (over === 'calls') return <CallsSheet />;
  if (over === 'x-ray') return <XRaySheet />;
  if (over === 'map') return <MapSheet />;
  if (over === 'continuity') return <ContinuitySheet />;
  if (over === 'preflight') return <PreflightSheet />;
  if (over === 'outputs') return <OutputsSheet />;
  if (over === 'risks') return <RisksSheet />;
  return over === 'manifest' ? <ManifestSheet /> : null;
}
