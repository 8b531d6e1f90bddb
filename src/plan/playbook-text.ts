import { type PlanProblem, planError, planWarning, startOfFile } from './plan-problem';

type Finding = {
  /** Tried on every line, without its comment. */
  readonly says: RegExp;
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly fix: string;
  /** What stands for this machine is fine where the plan allows it. */
  readonly isHere?: boolean;
};

const here = String.raw`["']?(localhost|127\.\d+\.\d+\.\d+|::1)["']?`;
const allow =
  'Take it out, or write "allow: [control-node]" in the step, which lets it use this machine and its network.';
const named = (words: string): RegExp =>
  new RegExp(String.raw`^\s*(-\s+)?["']?((ansible|community)\.\w+\.)?(${words})["']?\s*:`);
const either = (key: string, value: string): RegExp =>
  new RegExp(String.raw`(^|[\s{,-])["']?${key}["']?\s*:\s*(\[?.*[\s,:\[])?${value}`);

/**
 * What the run itself would turn away, said while somebody can still mend it. These are words in lines: whoever wants
 * to hide something can, and the run turns it away all the same.
 */
const findings: readonly Finding[] = [
  {
    ...{ says: named('add_host'), rule: 'leaves-manifest', severity: 'error' },
    message: 'add_host adds endpoints that nobody approved; none of them would be reached.',
    fix: 'Take the endpoints into the inventory of the plan.',
  },
  {
    ...{ says: named('synchronize'), rule: 'leaves-manifest', severity: 'error' },
    message: 'synchronize opens connections of its own, past the manifest.',
    fix: 'Use copy, template or unarchive.',
  },
  {
    ...{ says: named('local_action'), rule: 'control-node', severity: 'error', isHere: true },
    message: 'local_action runs on the machine of this console, not on the endpoints of the manifest.',
    fix: allow,
  },
  {
    ...{ says: named('fetch'), rule: 'control-node', severity: 'error', isHere: true },
    message: 'fetch writes files on the machine of this console.',
    fix: allow,
  },
  {
    ...{ says: either('(delegate_to|hosts)', here), rule: 'control-node', severity: 'error', isHere: true },
    message: 'this runs on the machine of this console, not on the endpoints of the manifest.',
    fix: allow,
  },
  {
    ...{
      says: either('(ansible_)?connection', 'local\\b'),
      rule: 'control-node',
      severity: 'error',
      isHere: true,
    },
    message: 'a local connection runs tasks on the machine of this console.',
    fix: allow,
  },
  {
    says: /\b(lookup|query|q)\s*\(\s*["'](ansible\.builtin\.)?(pipe|url|dig|unvault)["']|^\s*(-\s+)?with_(pipe|url)\s*:/,
    ...{ rule: 'control-node', severity: 'error', isHere: true },
    message: 'this lookup runs on the machine of this console, not on the endpoints of the manifest.',
    fix: allow,
  },
  {
    ...{ says: named('vars_prompt'), rule: 'asks-at-run', severity: 'error' },
    message: 'nobody answers a vars_prompt.',
    fix: 'Give the value in extra_vars, or as a parameter of the runbook.',
  },
  {
    ...{ says: /!vault\b|^\$ANSIBLE_VAULT;/, rule: 'locked-in-vault', severity: 'error' },
    message: 'this is locked with ansible-vault, and nobody has its password here.',
    fix: 'Keep the secret on the endpoints, and read it there.',
  },
  {
    ...{ says: /(^|[\s{,-])delegate_to\s*:/, rule: 'delegated-task', severity: 'warning' },
    message: 'what is delegated reaches only endpoints of the same wave.',
    fix: 'Make sure that whom it names is in the same wave, or take it out.',
  },
];

/** Folders of code that ansible runs on the machine of this console. */
const ofCode =
  /^(action|become|cache|callback|cliconf|connection|doc_fragments|filter|inventory|lookup|netconf|strategy|terminal|test|vars)_plugins$|^(collections|plugins)$/;

/** What stands in the files of a playbook that would leave the manifest, or that nobody can answer. */
export function inspectPlaybook(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
  mayRunHere: boolean,
): readonly PlanProblem[] {
  const problems: PlanProblem[] = [];
  for (const [path, bytes] of files) {
    const file = `${folder}/${path}`;
    const code = path
      .split('/')
      .slice(0, -1)
      .find((part) => ofCode.test(part));
    if (code !== undefined && !mayRunHere) {
      const message = `${code} holds code that ansible runs on the machine of this console.`;
      problems.push(planError(file, startOfFile, 'control-node', message, allow));
    }
    if (/\.ya?ml$/.test(path))
      problems.push(...inspectText(file, new TextDecoder().decode(bytes), mayRunHere));
  }
  return problems;
}

function inspectText(file: string, text: string, mayRunHere: boolean): readonly PlanProblem[] {
  return text.split('\n').flatMap((line, index) => {
    const said = line.replace(/(^|\s)#.*$/, '');
    const found = findings.find(({ says, isHere }) => says.test(said) && !(isHere && mayRunHere));
    if (!found) return [];
    const { severity, rule, message, fix } = found;
    const at = { line: index + 1, column: said.search(/\S/) + 1 };
    return [(severity === 'error' ? planError : planWarning)(file, at, rule, `${file}: ${message}`, fix)];
  });
}
