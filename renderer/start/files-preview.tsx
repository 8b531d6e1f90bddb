import { useState } from 'react';
import type { StartPreview } from '../../src/ipc/start-plan';
import { PlanProblems } from '../command/broken/broken';
import { asNoun } from '../ui/numbers';

/** The files as they would be written; one of them is shown whole. */
export function FilesPreview({ preview }: { readonly preview: StartPreview | null }) {
  const [chosen, setChosen] = useState('plan.yaml');
  if (!preview)
    return (
      <section className="start-files">
        <h2>The files</h2>
        <p>They stand here as soon as the form is filled in.</p>
      </section>
    );
  const shown = preview.files.find(({ path }) => path === chosen) ?? preview.files[0];
  return (
    <section className="start-files">
      <h2>
        The files: {preview.files.length}, and {asNoun(preview.schemas, 'JSON Schema')} for editors
      </h2>
      {preview.problems.length === 0 ? null : (
        <div className="start-mistakes" tabIndex={-1}>
          <PlanProblems problems={preview.problems} />
        </div>
      )}
      <div className="start-file">
        <select
          size={6}
          aria-label="Files of the plan"
          value={shown?.path}
          data-testid="start-files"
          onChange={(event) => setChosen(event.target.value)}
        >
          {preview.files.map(({ path }) => (
            <option key={path} value={path}>
              {path}
            </option>
          ))}
        </select>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
        <pre tabIndex={0}>{shown?.text.slice(0, 20_000)}</pre>
      </div>
    </section>
  );
}
