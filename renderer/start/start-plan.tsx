import { useEffect, useState } from 'react';
import type { StartFound, StartPreview } from '../../src/ipc/start-plan';
import { call } from '../api';
import { once } from '../command/acts';
import { ActButton } from '../ui/act-button';
import { asCount, asNoun } from '../ui/numbers';
import { answersOf, type Filled, filledAtFirst, missingIn } from './answers';
import { FilesPreview } from './files-preview';
import { FoundList } from './found-list';
import { StartForm } from './start-form';

/** From an inventory to a first plan: what was found, a few answers, the files, one press. */
export function StartPlan({ found, onClose }: { readonly found: StartFound; readonly onClose: () => void }) {
  const [filled, setFilled] = useState<Filled>(() => filledAtFirst(found));
  const [folder, setFolder] = useState<string | null>(null);
  const preview = usePreview(filled, found);
  const missing = missingIn(filled, found);
  const chooseFolder = () =>
    once('start', async () => {
      const chosen = await call('start.chooseFolder', {});
      if (chosen) setFolder(chosen.folder);
    });
  // The opened plan takes the screen; a refusal stands in the line below and nothing is lost here.
  const write = () => once('start', () => call('start.write', answersOf(filled)));
  const files = preview ? preview.files.length + preview.schemas : 0;
  return (
    <main className="start" data-testid="start-plan">
      <header>
        <h1>
          A plan from {found.file}: {asNoun(found.endpoints, 'endpoint')}
        </h1>
        <ActButton kind="link" testId="start-close" onAct={onClose}>
          Back
        </ActButton>
      </header>
      <div className="start-parts">
        <StartForm found={found} filled={filled} onChange={setFilled} />
        <div className="start-side">
          <FoundList found={found} />
          <FilesPreview preview={preview} />
        </div>
      </div>
      <footer>
        {missing.length > 0 ? (
          <p className="is-risk" role="status">
            Still to fill in: {missing.join(', ')}.
          </p>
        ) : (
          <p role="status">
            {folder === null ? (
              'Nothing is written before you choose an empty folder.'
            ) : (
              <code>{folder}</code>
            )}
          </p>
        )}
        {folder === null ? null : (
          <ActButton testId="start-folder" onAct={() => void chooseFolder()}>
            Another folder
          </ActButton>
        )}
        {folder === null ? (
          <ActButton
            kind="act"
            primary
            testId="start-folder"
            disabled={missing.length > 0}
            onAct={() => void chooseFolder()}
          >
            Choose an empty folder
          </ActButton>
        ) : (
          <ActButton
            kind="act"
            primary
            testId="start-write"
            disabled={missing.length > 0 || preview === null}
            onAct={() => void write()}
          >
            Write the plan: {asCount(files)} files in {lastPart(folder)}
          </ActButton>
        )}
      </footer>
    </main>
  );
}

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
