// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { click, freshScreens, open, press, words } from './fixture/open';
import { risks } from './fixture/risk-scenes';

freshScreens();

async function openContinuity() {
  await open('continuity');
  press('j', document.body);
  await screen.findAllByText('10 of 10');
}

describe('continuity', () => {
  it('counts what is proven and what never was', async () => {
    await openContinuity();
    expect(words('continuity-summary')).toBe('1 of 12 services proven · 11 never proven');
  });

  it('has a row per service from what its failure costs to its proof', async () => {
    await openContinuity();
    const row = words('continuity-row-sign-in');
    for (const part of [
      '$1,400,000admissions on paper',
      '15 m of 4 hneeds what takes 30 m',
      'Restart the auth agentone way only: nothing independent of it',
      'Maria Chenone person',
      '10 of 10',
      'provenRTA 8 m 10 s, incident of',
    ])
      expect(row).toContain(part);
  });

  it('names what is missing where this console alone could not restore', async () => {
    await openContinuity();
    expect(words('continuity-row-directory')).toContain(
      '6 of 100 endpointsnothing would show that it works again',
    );
  });

  it('shows the business impact at one, four and twenty-four hours, money and words', async () => {
    await openContinuity();
    click('continuity-impact');
    const table = screen.getByRole('table', { name: 'Business impact analysis' });
    expect([...table.querySelectorAll('thead th')].map((each) => each.textContent)).toEqual([
      'Service',
      'After 1 h',
      'After 4 h',
      'After 24 h',
    ]);
    expect(words('impact-sign-in')).toContain('$9,000,000operationsdiversionsafetyseverecompliancebreach');
  });

  it('holds each objective against the MTPD, against what it needs and against what was reached', async () => {
    await openContinuity();
    click('continuity-objectives');
    expect(words('objectives-sign-in')).toContain(
      '15 m10 m25 m of 4 hno lossRPA not statedCertificate authority, RTO 30 m8 m 10 s',
    );
    expect(words('objectives-dns')).toContain('none is slowernever shown');
  });
});

describe('what is agreed', () => {
  async function openAgreed(view: string) {
    await open('agreed');
    press('j', document.body);
    await screen.findByTestId(`continuity-${view}`);
    click(`continuity-${view}`);
  }

  it('shows every way back in its order, who takes it with what, how long it takes and what comes after it', async () => {
    await openAgreed('ways');
    const rows = [...screen.getByTestId('ways-sign-in').querySelectorAll('tr')].map((row) =>
      [...row.querySelectorAll('td')].map((cell) => cell.textContent),
    );
    expect(rows).toEqual([
      [
        '1. automated remediationRestart the auth agent',
        'a fifth of the agents do not answer',
        'Operations Lead',
        expect.stringMatching(/^5 mproven \d{4}-\d\d-\d\d$/),
        'The next way.',
        expect.stringMatching(/^Wards go on .* until the morning\.$/),
      ],
      [
        '2. manualoutside of this console',
        'not said',
        'Maria Chen, Deputywith sealed envelope of each ward, printed list of emergency accountsneeds Printing house in town',
        '20 mlonger than the RTO',
        'nothing is said',
      ],
    ]);
    expect(words('ways-prescribing')).toContain('No way back is written down.');
  });

  it('shows who may start, what is agreed, which thresholds do what, and who hears how soon', async () => {
    await openAgreed('command');
    const cells = [...screen.getByTestId('agreed-sign-in').querySelectorAll('td')].map(
      (cell) => cell.textContent,
    );
    expect([cells[0], cells[1]]).toEqual([
      'Operations Leadsecond person: Jon Ade, Ravi Patelthen Maria Chen, Jon Ade, Tom Okoro',
      'Restart the auth agentby itself, 45 s for a veto · from SEV-2 · at most 2,000 · until 2096-10-02Re-image the workstationtwo people · from SEV-1 · at most 500 · until 2096-10-02',
    ]);
    expect(cells[2]).toContain('50 % of the RTO usedcalls Executive Sponsor');
    expect(cells[3]).toContain(
      'Ward staffafter 5 m, then every 20 m · by Ward chat“Care goes on. Use the downtime box.”',
    );
    expect(words('agreed-prescribing')).toContain('nobody outside the room');
  });

  it('says what has to go on all the while, and calls what nobody has said not said', async () => {
    await openAgreed('objectives');
    expect(words('objectives-sign-in')).toMatch(
      /Intensive care and the emergency department sign in at any time\.$/,
    );
    expect(words('objectives-prescribing')).toMatch(/not said$/);
  });
});

describe('reassess', () => {
  async function openReassess(scene: string) {
    const core = await open(scene);
    press('j', document.body);
    await screen.findByTestId('continuity-reassess');
    click('continuity-reassess');
    return core;
  }
  const texts = (root: Element, selector: string) =>
    [...root.querySelectorAll(selector)].map((each) => each.textContent);

  it('counts on its tab what has to be proven anew and what else is stale', async () => {
    await openReassess('reassess');
    expect(words('continuity-reassess')).toBe('Reassess 12');
  });

  it('lists the most critical first, each with its numbers and what to prove anew', async () => {
    await openReassess('reassess');
    const list = screen.getByRole('region', { name: 'To be proven anew' });
    expect(texts(list, 'summary b')).toEqual([
      'Directory',
      'Clinical sign-in',
      'Records database cluster',
      'Patient records',
      'Imaging archive',
      'Image and document store',
    ]);
    expect(words('reassess-sign-in')).toContain(
      '90 of 329 endpoints are new, 1 endpoint is gone and 10 of 329 endpoints are at another address2 of 329 endpoints have another host keyProve anew: Restart the auth agent',
    );
    expect(words('reassess-sign-in')).toContain('101 of 329changed, 10 % may 2 host keysnone may change');
  });

  it('keeps apart what changed within what the plan allows', async () => {
    await openReassess('reassess');
    expect(words('reassess-storage')).toContain('1 endpoint is gone 1 of 39changed, 10 % may');
    expect(words('reassess-storage')).not.toContain('Prove anew');
  });

  it('opens a row to the names of its endpoints, as many as anybody reads, and counts the rest', async () => {
    await openReassess('reassess');
    const row = screen.getByTestId('reassess-records');
    expect(texts(row, 'dt')).toEqual(['90 new', '10 at another address']);
    const [added] = row.querySelectorAll('dd');
    const names = added ? texts(added, 'span') : [];
    expect([names.length, names[0], names.at(-1)]).toEqual([
      41,
      'site-north-annex-0001 ',
      'and 50 more: holdfast plan reassess --all',
    ]);
  });

  it('names services, runbooks, people and risks that are stale, each with its reason', async () => {
    await openReassess('reassess');
    expect(
      ['service-directory', 'runbook-restart-auth-agent', 'person-jon.ade', 'risk-expiry'].map((id) =>
        words(`stale-${id}`),
      ),
    ).toEqual([
      'Directorytook 8 min 10 s when it was last proven on 2026-11-23, and its RTO is 6 min 40 s',
      'Restart the auth agentlast reviewed on 2026-11-04 and due every 30d',
      'Jon AdeMail to staff leads to j.ade@st-brigid.example, and the last message that arrived there went to jon.ade@st-brigid.example on 2026-11-23',
      'The sign-in certificate expires unnoticedlast reviewed on 2026-11-04 and due every 30dits runbook restart-auth-agent has to be proven anew',
    ]);
    expect(screen.queryByTestId('stale-person-ravi.patel')).toBeNull();
  });

  it('counts exposures without a proven way back, where there are any', async () => {
    const core = await open('reassess-never');
    const { plan } = core.plan;
    if (plan) core.plan = { ...core.plan, plan: { ...plan, risks: risks(12, plan) } };
    press('j', document.body);
    click('continuity-reassess');
    expect((await screen.findByTestId('exposed')).textContent).toMatch(
      /^\d+ open exposures have no proven way back/,
    );
  });

  it('says what is true when nothing has to be proven anew', async () => {
    await openReassess('continuity');
    expect([words('continuity-reassess'), words('reassess-nothing'), words('stale-list')]).toEqual([
      'Reassess',
      'Nothing: 1 proven service stands on exactly what was restored then. 11 services were never proven.',
      'Also stale Nothing: no review is due, and no contact changed since a message arrived there. 18 services, runbooks and people have no review at all.',
    ]);
  });

  it('says that nothing was ever proven', async () => {
    await openReassess('reassess-never');
    expect(words('reassess-nothing')).toBe(
      'Nothing: a service has to be proven once before it can be proven anew. 12 services were never proven.',
    );
  });
});
