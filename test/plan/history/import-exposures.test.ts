import { expect, test } from 'vitest';
import { type ExposureOptions, importExposures } from '../../../src/plan/history/import-exposures';
import { exposuresCsv, readExposuresCsv } from '../../../src/plan/history/kept-exposures';
import { formatProblem } from '../../../src/plan/plan-problem';

const read = (text: string, change: Partial<ExposureOptions> = {}) =>
  importExposures('e.csv', text, { map: {}, zone: 'UTC', ...change });

/** As the tools name their columns in CSV exports; the rows are ours. */
const exportsOf = {
  nessus: `Plugin ID,CVE,CVSS v2.0 Base Score,Risk,Host,Protocol,Port,Name,Synopsis
57582,,6.4,Medium,10.0.0.1,tcp,443,SSL Self-Signed Certificate,self-signed
1,CVE-2025-1111,9.8,Critical,ws-1,tcp,445,SMB remote code,rce
10180,,,None,10.0.0.1,tcp,0,Ping the remote host,alive
`,
  qualys: `IP,DNS,NetBIOS,OS,IP Status,QID,Title,Vuln Status,Type,Severity,Port,First Detected,CVE ID,CVSS Base
10.0.0.1,ws-1.example,WS-1,Linux,host scanned,38173,Certificate signature,Active,Vuln,2,443,02/15/2026 10:11:12,CVE-2025-2,4.0
10.0.0.2,ws-2.example,WS-2,Linux,host scanned,9,Old one,Fixed,Vuln,5,22,01/03/2026 10:00:00,,9.1
`,
  openvas: `IP,Hostname,Port,CVSS,Severity,NVT Name,Summary,NVT OID,CVEs,Timestamp
10.0.0.1,ws-1,443,7.5,High,Weak TLS,weak,1.3.6.1,"CVE-2025-3,CVE-2025-4",2026-02-01T10:00:00Z
`,
  json: JSON.stringify({
    findings: [
      {
        id: 'F-1',
        asset: { name: 'ws-1', ip: '10.0.0.1' },
        severity: 'HIGH',
        title: 'Open share',
        status: 'accepted risk',
        first_seen: '2026-02-01',
      },
    ],
  }),
};

const known = {
  nessus: [
    '57582 10.0.0.1 medium 6.4 open ',
    'CVE-2025-1111 ws-1 critical 9.8 open ',
    '10180 10.0.0.1 info  open ',
  ],
  qualys: [
    'CVE-2025-2 ws-1.example low 4 open 2026-02-15T10:11:12.000Z',
    '9 ws-2.example critical 9.1 fixed 2026-01-03T10:00:00.000Z',
  ],
  openvas: ['CVE-2025-3,CVE-2025-4 ws-1 high 7.5 open 2026-02-01T10:00:00.000Z'],
  json: ['F-1 ws-1 high  accepted 2026-02-01T00:00:00.000Z'],
};

test('the columns of Nessus, Qualys, OpenVAS and of JSON are known', () => {
  const found = Object.entries(exportsOf).map(([tool, text]) => {
    const { exposures, problems } = read(text);
    expect(problems).toEqual([]);
    const lines = exposures.map(({ id, asset, severity, cvss, status, firstSeen }) =>
      [id, asset, severity, cvss, status, firstSeen && new Date(firstSeen).toISOString()].join(' '),
    );
    return [tool, lines];
  });
  expect(Object.fromEntries(found)).toEqual(known);
});

test('what is kept reads back the same, and a formula in a title stays text', () => {
  const { exposures } = read(
    'id,asset,severity,title\nCVE-1,ws-1,high,"=1+1, ""x"""\nCVE-2,ws-2,low,\'quoted\n',
  );
  expect([readExposuresCsv(exposuresCsv(exposures)), exposuresCsv(exposures).includes(`"'=1+1`)]).toEqual([
    { exposures, problems: [] },
    true,
  ]);
});

test('a finding without a place, a severity or a second time is listed, not dropped', () => {
  const text = 'id,asset,severity,title\n1,,high,a\n2,ws-1,odd,b\n3,ws-1,low,c\n3,WS-1,low,c\n,ws-1,low,d\n';
  const { exposures, records, problems } = read(text);
  expect([exposures.length, records, problems.map(formatProblem)]).toMatchInlineSnapshot(`
    [
      1,
      5,
      [
        "e.csv:2:1 warning left-out  The finding has no asset; it is not taken over. Add it to the export.",
        "e.csv:3:1 warning left-out  The finding has no severity that can be read; it is not taken over. Add it to the export.",
        "e.csv:5:1 warning left-out  3 at WS-1 was there already; this one is not taken over. Nothing needs to be done if it is another port of it.",
        "e.csv:6:1 warning left-out  The finding has no id; it is not taken over. Add it to the export.",
      ],
    ]
  `);
});

test('without a column for the asset nothing is guessed', () => {
  expect(read('CVE,Risk\nCVE-1,High\n').problems.map(formatProblem)).toMatchInlineSnapshot(`
    [
      "e.csv:1:1 error missing-header  No column says asset. Columns are CVE, Risk. Say which with --map "<column>=asset".",
    ]
  `);
});
