// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { freshScreens, open } from './fixture/open';

freshScreens();

const lines = () => [...screen.getByTestId('reach').querySelectorAll('p')].map((line) => line.textContent);

describe('the strip of what can be reached', () => {
  it('has the fleet and three checks, the lost ones first', async () => {
    await open('alerts');
    expect(lines()).toEqual([
      expect.stringMatching(/^Fleet 241 of 243/),
      expect.stringMatching(/^Internetlost/),
      expect.stringMatching(/^Chatlost/),
      expect.stringMatching(/^DNS/),
    ]);
  });

  it('stays within its four lines when alerts cannot come in', async () => {
    await open('many-alerts');
    expect(lines()).toEqual([
      expect.stringMatching(/^Fleet 241 of 243/),
      'Alerts not received: port 9099 is taken by another program',
      expect.stringMatching(/^Internetlost/),
      'and 2 more, 1 lost',
    ]);
  });
});
