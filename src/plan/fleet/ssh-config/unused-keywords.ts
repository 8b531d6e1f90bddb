import type { NotMapped } from '../not-mapped';
import type { Block } from './config-blocks';

const used = new Set(['hostname', 'port', 'user', 'proxyjump', 'proxycommand', 'identityfile']);
const ofHostKeys = new Set([
  'stricthostkeychecking',
  'userknownhostsfile',
  'globalknownhostsfile',
  'hostkeyalias',
  'checkhostip',
  'verifyhostkeydns',
]);

/** Lists the settings that Holdfast does not use, each once. */
export function unusedKeywords(blocks: readonly Block[], notMapped: NotMapped): void {
  for (const { lines } of blocks) {
    for (const { keyword, written, file, line } of lines) {
      if (used.has(keyword)) continue;
      const fix = ofHostKeys.has(keyword)
        ? 'Host keys are always checked, against fleet.known_hosts and nothing else.'
        : keyword.startsWith('canonical')
          ? 'Names are taken as they are written: give hosts their whole name as HostName.'
          : 'Nothing needs to be done if endpoints are reached without it.';
      notMapped.add('not-mapped', { message: `The setting "${written}" is not used`, fix }, () => ({
        file,
        line,
        column: 1,
      }));
    }
  }
}
