import { useState } from 'react';
import { nameOf } from '../../../src/domain/names';
import {
  type AskedSite,
  consoleProgress,
  type SiteWord,
  sitesOf,
} from '../../../src/domain/run/console/console-progress';
import type { ManifestStep } from '../../../src/domain/run/manifest';
import type { Run } from '../../../src/domain/run/run-state';
import { useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { asNoun } from '../../ui/numbers';
import { answerSite } from '../acts-run';

type AskedSitesProps = { readonly run: Run; readonly step: ManifestStep; readonly disabled: boolean };
const nobody: never[] = [];

/** Every site of a step, each with what was said of it and what can be said; those nobody spoke of first. */
export function AskedSites({ run, step, disabled }: AskedSitesProps) {
  const words = consoleProgress(run, step.id)?.sites ?? {};
  const sites = sitesOf(run, step);
  const wordOf = ({ site }: AskedSite): SiteWord | null =>
    Object.hasOwn(words, site) ? (words[site] ?? null) : null;
  const waiting = sites.filter((each) => wordOf(each) === null);
  const answered = sites.filter((each) => wordOf(each) !== null);
  return (
    <ul className="asked-sites" data-testid="asked-sites">
      {[...waiting, ...answered].map((each) => (
        <Site
          key={each.site}
          {...{ run, step, disabled }}
          asked={each}
          word={wordOf(each)}
          isFirst={each === waiting[0]}
        />
      ))}
    </ul>
  );
}

type SiteProps = AskedSitesProps & {
  readonly asked: AskedSite;
  readonly word: SiteWord | null;
  readonly isFirst: boolean;
};

function Site({ run, step, disabled, asked, word, isFirst }: SiteProps) {
  const people = useConsole((state) => state.plan.plan?.people ?? nobody);
  const pending = useScreen((state) => state.pending === 'answer');
  const [why, setWhy] = useState<string | null>(null);
  const name = step.manual?.perSite ? asked.site || 'without a site' : 'Everything';
  const answer = (done: boolean, note = '') => {
    setWhy(null);
    void answerSite({ run: run.id, step: step.id, site: asked.site, done, note });
  };
  return (
    <li className={word === null ? '' : word.done ? 'site-done' : 'site-not-done'}>
      <span className="site-name">
        <b title={name}>{name}</b>
        <small>
          {word === null
            ? asNoun(asked.endpoints, 'endpoint')
            : `${word.done ? '✓ done' : '✗ not done'}, ${nameOf(people, word.by)}${word.note === '' ? '' : `: ${word.note}`}`}
        </small>
      </span>
      {why === null ? (
        <span className="site-acts">
          {word?.done ? null : (
            <ActButton
              kind="act"
              primary={isFirst}
              label={`${name}: done`}
              disabled={disabled || pending}
              onAct={() => answer(true)}
            >
              Done
            </ActButton>
          )}
          {word !== null && !word.done ? null : (
            <ActButton label={`${name}: not done`} disabled={disabled || pending} onAct={() => setWhy('')}>
              Not done
            </ActButton>
          )}
        </span>
      ) : (
        <form
          className="site-why"
          onSubmit={(event) => {
            event.preventDefault();
            if (why.trim() !== '') answer(false, why.trim());
          }}
        >
          <input
            // biome-ignore lint/a11y/noAutofocus: the person just asked for this field
            autoFocus
            aria-label={`Why ${name} is not done`}
            placeholder="Why? Its endpoints leave the run"
            maxLength={500}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setWhy(null);
            }}
          />
        </form>
      )}
    </li>
  );
}
