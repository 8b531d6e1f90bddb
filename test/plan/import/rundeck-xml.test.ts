import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { importRundeckJobs } from '../../../src/plan/import/rundeck-job/import-jobs';
import { planOnDisk } from '../plan-on-disk';

const fixture = fileURLToPath(new URL('../../fixtures/rundeck-jobs.xml', import.meta.url));

async function imported(text: string, file = 'jobs.xml') {
  const folder = await planOnDisk({ [file]: text });
  return importRundeckJobs(`${folder}/${file}`, 'maria.chen');
}

test('jobs as XML become the runbooks that they would become as YAML', async () => {
  const { runbooks } = await importRundeckJobs(fixture, 'maria.chen');
  expect(runbooks.map(({ yaml }) => parse(yaml))).toEqual([
    {
      id: 'restart-the-auth-agent',
      name: 'Restart the auth agent',
      owner: 'maria.chen',
      parameters: [
        {
          id: 'unit',
          type: 'choice',
          default: 'auth-agent',
          choices: ['auth-agent', 'pacs-viewer'],
          description: 'What is restarted',
        },
        { id: 'wards', type: 'text', default: 'icu' },
      ],
      steps: [
        { id: 'stop-it', command: 'systemctl stop {{ unit }} && echo stopped', timeout: '2m' },
        {
          id: 'raume-auf',
          script: `#!/bin/bash\nset -eu\necho "$1" \${HF_UNIT} "$RD_NODE_WARD" <none>\n`,
          args: ['{{ unit }}', `\${option.token}`],
          timeout: '2m',
        },
        { id: 'step-3', script_file: 'scripts/clean.sh', args: ['-a'], timeout: '2m' },
        { id: 'step-4', manual: 'Rundeck: a script from the network' },
        { id: 'step-5', runbook: 'tell-everyone', with: { who: 'staff', why: '{{ unit }} is down' } },
        { id: 'step-6', manual: 'Rundeck: the plugin copyfile' },
      ],
    },
    {
      id: 'who-is-there',
      name: 'Who is there',
      owner: 'maria.chen',
      steps: [{ id: 'step-1', command: 'who' }],
      waves: { max_in_flight: 1 },
    },
  ]);
});

test('everything else in the XML is told with its line, in order', async () => {
  const { problems } = await importRundeckJobs(fixture, 'maria.chen');
  const job = 'of the job "Restart the auth agent" is not used.';
  const tell = 'the job "hospital/Tell everyone"';
  expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
    '6 What Rundeck keeps the job "Restart the auth agent" in order by is not used: uuid, group, loglevel.',
    `11 "multipleExecutions" ${job}`,
    '12 The time limit of the whole job (2m) became that of each step.',
    `13 "retry" ${job}`,
    `14 "logging" ${job}`,
    `16 "schedule" ${job}`,
    `20 "notification" ${job}`,
    `26 "project" ${job}`,
    '31 The values of the option "wards" were only proposed; any text is taken.',
    '31 "valuesListDelimiter" of the option "wards" is not used.',
    '32 "multivalued" of the option "wards" is not used.',
    '32 "delimiter" of the option "wards" is not used.',
    '32 "label" of the option "wards" is not used.',
    '33 The option "token" is a secret, which no parameter can be; it is left out.',
    `37 The number of nodes at one moment (\${option.threads}) cannot be taken over.`,
    '38 "keepgoing" of the node filter is not used.',
    '39 "rankAttribute" of the node filter is not used.',
    '42 The nodes (tags: workstation+icu) are not part of a runbook but of a service.',
    '43 The job leaves out nodes (name: ws-9); a runbook leaves out none.',
    '45 The strategy "step-first" is not used: each endpoint goes through its steps at its own pace.',
    '46 "pluginConfig" of the sequence is not used.',
    '55 "errorhandler" of step 1 is not used.',
    '61 RD_NODE_WARD is filled in by Rundeck and stays as it is.',
    `65 \${option.token} is filled in by Rundeck and stays as it is.`,
    '66 The interpreter "sudo -u ops bash" is not taken over; the script would be read by sh.',
    '66 Step 2 hands its script over as one quoted word.',
    '67 "fileExtension" of step 2 is not used.',
    '70 Step 3 runs /var/lib/rundeck/scripts/clean.sh of the Rundeck server.',
    '72 "expandTokenInScriptFile" of step 3 is not used.',
    '74 Step 4 (a script from the network) has no place in a runbook.',
    `79 The job "hospital/Tell everyone" is referred to as the runbook tell-everyone.`,
    `79 "nodeStep" of the reference to ${tell} is not used.`,
    `80 Of the arguments for ${tell} these are not used: -urgent.`,
    `81 "nodefilters" of the reference to ${tell} is not used.`,
    '86 Step 6 (the plugin copyfile) has no place in a runbook.',
    '92 "errorhandler" of step 6 is not used.',
    '96 Rundeck waits for a step without end; here every step ends after 30s.',
    '99 What Rundeck keeps the job "Who is there" in order by is not used: loglevel.',
    '101 The nodes under "include" of the node filter are not part of a runbook but of a service.',
  ]);
});

describe('XML that is no list of jobs is refused', () => {
  const said = async (text: string) =>
    (await imported(text)).problems.map(({ rule, message, fix }) => `${rule} ${message} ${fix}`);
  test('nodes, with the command that reads them', async () => {
    const use = 'not-a-job These are nodes of Rundeck. Use "holdfast import inventory';
    const nodes = 'a: { nodename: a, hostname: 10.0.0.1 }\n';
    const asYaml = (await imported(nodes, 'n.yaml')).problems.map(({ message, fix }) => `${message} ${fix}`);
    expect([await said('<project><node name="a" hostname="b"/></project>'), asYaml]).toEqual([
      [`${use} jobs.xml".`],
      ['These are nodes of Rundeck. Use "holdfast import inventory n.yaml".'],
    ]);
  });
  test.each([
    ['<html/>', 'not-a-job <html> is no list of jobs.'],
    ['<joblist/>', 'not-a-job No item of the list is a job with a sequence of commands.'],
    ['<joblist>\n<job><name>a</name></job></joblist>', 'not-a-job Not every item of the list'],
    ['<joblist><x/></joblist>', 'not-a-job Not every item of the list'],
    ['<joblist><job>', 'xml-syntax This is not XML: '],
    [`${'<job>'.repeat(70)}${'</job>'.repeat(70)}`, 'xml-too-deep '],
    ['<!DOCTYPE j [<!ENTITY a "b">]><joblist>&a;</joblist>', 'xml-syntax This is not XML: '],
  ])('%s', async (text, begin) => {
    const [first = '', ...more] = await said(text);
    expect([first.slice(0, begin.length), more]).toEqual([begin, []]);
  });
});

test('an option that allows only what another server says is told to take any text now', async () => {
  const { problems } = await imported(
    '<joblist><job><name>a</name><context><options>\n<option name="dir" value="/" enforcedvalues="true"\n valuesUrl="http://x/dirs.json"/></options></context><sequence><command><exec>ls</exec></command></sequence></job></joblist>',
  );
  const ofOption = problems.filter(({ line }) => line > 1).map(({ line, message }) => `${line} ${message}`);
  expect(ofOption).toEqual([
    '2 The option "dir" allows only what is not in the file; any text is taken.',
    '3 "valuesUrl" of the option "dir" is not used.',
  ]);
});
