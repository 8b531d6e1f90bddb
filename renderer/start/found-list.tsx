import type { StartFound } from '../../src/ipc/start-plan';
import { PlanProblems } from '../command/broken/broken';
import { asCount, asNoun } from '../ui/numbers';
import { loginWords } from './login-words';

const formatWords: Readonly<Record<string, string>> = {
  csv: 'a CSV',
  'ansible-ini': 'an Ansible inventory (INI)',
  'ansible-yaml': 'an Ansible inventory (YAML)',
  'ansible-json': 'what ansible-inventory lists (JSON)',
  'ssh-config': 'an ssh_config',
  rundeck: 'nodes of Rundeck',
};

/** What the inventory holds, what of it is not used, and what becomes of the file. */
export function FoundList({ found }: { readonly found: StartFound }) {
  const { endpoints, withKey, problems, whyCsv, file, format, login } = found;
  const without = endpoints - withKey;
  return (
    <section className="start-found" data-testid="start-found">
      <h2>What was found</h2>
      <dl>
        <dt>Endpoints</dt>
        <dd>
          {asCount(endpoints)}, read as {formatWords[format] ?? format}.{' '}
          {whyCsv === ''
            ? `The plan gets a copy of ${file}.`
            : `The plan gets them as a CSV, and no copy of ${file}, because ${whyCsv}.`}
        </dd>
        <dt>Signs in</dt>
        <dd className={login.is === 'none' ? 'is-risk' : ''} data-testid="start-login">
          {loginWords(login)}
        </dd>
        <dt>Host keys</dt>
        <dd className={without === 0 ? '' : 'is-risk'}>
          {without === 0
            ? 'All have one on file.'
            : `${asCount(without)} of ${asCount(endpoints)} have none on file, and nothing is sent to them until they do. They can be looked at when the plan is written.`}
        </dd>
        <dt>Not used</dt>
        <dd>
          {problems.length === 0 ? (
            'Nothing: everything in it is used.'
          ) : (
            <details data-testid="start-not-used">
              <summary>{asNoun(problems.length, 'thing')}, by line</summary>
              <PlanProblems problems={problems} />
            </details>
          )}
        </dd>
      </dl>
    </section>
  );
}
