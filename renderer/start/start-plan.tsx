import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { StartFound, StartPreview } from '../../src/ipc/start-plan';
import { call } from '../api';
import { once } from '../command/acts';
import { show, useScreen } from '../screen';
import { ActButton } from '../ui/act-button';
import { asCount, asNoun } from '../ui/numbers';
import { answersOf, type Filled, filledAtFirst, missingIn } from './answers';
import { FilesPreview } from './files-preview';
import { FoundList } from './found-list';
import { ServicesList } from './services-list';
import { StartForm } from './start-form';

type StartPlanProps = {
  readonly found: StartFound;
  /** What was filled in when this page was left before; null = it never was. */
  readonly before: Filled | null;
  readonly onClose: (filled: Filled) => void;
};

/** From an inventory to a first plan: what was found, a few answers, the files, one press. */
export function StartPlan({ found, before, onClose }: StartPlanProps) {
  const page = useRef<HTMLElement>(null);
  const [filled, setFilled] = useState<Filled>(() => filledAtFirst(found, before));
  const [folder, setFolder] = useState<string | null>(null);
  const preview = usePreview(filled, found);
  const missing = missingIn(filled, found);
  const mistakes = preview?.problems.length ?? 0;
  const files = preview ? preview.files.length + preview.schemas : 0;
  const isReady = missing.length === 0 && mistakes === 0;
  const chooseFolder = () =>
    once('start', async () => {
      const chosen = await call('start.chooseFolder', {});
      if (chosen) setFolder(chosen.folder);
    });
  // The opened plan takes the screen; a refusal stands in the line below and nothing is lost here.
  const write = () =>
    once('start', async () => {
      const written = await call('start.write', answersOf(filled));
      if (written?.isInForce) show({ place: 'first-steps' });
    });
  const goOn = (): void => {
    const [first] = missing;
    if (first) page.current?.querySelector<HTMLElement>(first.field)?.focus();
    else if (mistakes > 0) page.current?.querySelector<HTMLElement>('.start-mistakes')?.focus();
    else if (folder === null) void chooseFolder();
    else if (preview !== null) void write();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // A refusal that stands below is left first, as everywhere.
    if (event.key === 'Escape' && useScreen.getState().notice === null) {
      event.preventDefault();
      onClose(filled);
    } else if (event.key === 'Enter' && !event.repeat && isField(event.target)) {
      event.preventDefault();
      goOn();
    }
  };
  return (
    <main ref={page} className="start" data-testid="start-plan" onKeyDown={onKeyDown}>
      <header>
        <h1>
          A plan from {found.file}: {asNoun(found.endpoints, 'endpoint')}
        </h1>
      </header>
      <div className="start-parts">
        <StartForm found={found} filled={filled} onChange={setFilled} />
        <ServicesList found={found} filled={filled} onChange={setFilled} />
        <div className="start-side">
          <FoundList found={found} />
          <FilesPreview preview={preview} />
        </div>
      </div>
      <footer>
        <ActButton testId="start-close" onAct={() => onClose(filled)}>
          Back (Esc)
        </ActButton>
        <p role="status" className={isReady ? '' : 'is-risk'} data-testid="start-status">
          {missing.length > 0 ? (
            `Still to fill in: ${missing.map(({ words }) => words).join(', ')}.`
          ) : mistakes > 0 ? (
            `${asNoun(mistakes, 'mistake')} in the files: see above.`
          ) : folder === null ? (
            'Nothing is written before you choose an empty folder.'
          ) : (
            <code>{folder}</code>
          )}
        </p>
        {folder === null ? null : (
          <ActButton testId="start-folder" onAct={() => void chooseFolder()}>
            Another folder
          </ActButton>
        )}
        {folder === null ? (
          <ActButton kind="act" primary testId="start-folder" disabled={!isReady} onAct={goOn}>
            Choose an empty folder
          </ActButton>
        ) : (
          <ActButton
            kind="act"
            primary
            testId="start-write"
            disabled={!isReady || preview === null}
            onAct={goOn}
          >
            Write the plan: {asCount(files)} files in {lastPart(folder)}
          </ActButton>
        )}
      </footer>
    </main>
  );
}

/** Where Enter means the next act and not what has the focus. */
const isField = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement;

/** The files as they would be written now; null until everything needed is filled in. */
function usePreview(filled: Filled, found: StartFound): StartPreview | null {
  const [preview, setPreview] = useState<StartPreview | null>(null);
  const isWhole = missingIn(filled, found).length === 0;
  useEffect(() => {
    let isLatest = true;
    if (!isWhole) setPreview(null);
    else
      void call('start.preview', answersOf(filled)).then((made) => {
        // An older answer must not stand in place of a newer one.
        if (isLatest) setPreview(made ?? null);
      });
    return () => {
      isLatest = false;
    };
  }, [filled, isWhole]);
  return preview;
}

const lastPart = (folder: string) => folder.split(/[\\/]/).filter(Boolean).at(-1) ?? folder;
