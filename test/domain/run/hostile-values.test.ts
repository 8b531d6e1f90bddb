import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { misplacedIn } from '../../../src/domain/run/render/misplaced';
import { renderCommand, renderWord } from '../../../src/domain/run/render/render';
import { hostileText, leavingTrap, nested, place, runIn, shells, soup } from './shells';

const filled = (template: string, value: string) => renderCommand(template, () => value);

describe.each(shells)('%s', (shell) => {
  test('any value comes out of a command byte for byte, and nothing else runs', () => {
    fc.assert(
      fc.property(hostileText, (value) => {
        expect(runIn(shell, filled("printf '%s' {{ value }}", value))).toEqual({ stdout: value, left: [] });
      }),
      { numRuns: 150 },
    );
  });

  test('a value is one word among others, wherever it stands', () => {
    const template = [
      'show() { printf \'<%s>\' "$@"; }',
      'x={{ value }}; if [ -n {{ value }} ] || true; then show a{{ value }}b --x={{ value }} $(show {{ value }}); fi',
      'case {{ value }} in *) show "$x" {{ value }} ;; esac; (show {{ value }}) | while read -r l; do :; done',
    ].join('\n');
    const spaceless = hostileText.map((value) => value.replace(/[\s*?[\]\\]/g, '_'));
    fc.assert(
      fc.property(spaceless, (value) => {
        const stdout = `<a${value}b><--x=${value}><<${value}>><${value}><${value}>`;
        expect([misplacedIn(template), runIn(shell, filled(template, value))]).toEqual([
          [],
          { stdout, left: [] },
        ]);
      }),
      { numRuns: 60 },
    );
  });

  test('a word of a template is one word, whatever it and its values contain', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (before, value) => {
        const template = `${before.replaceAll('{', '(')}{{ value }}`;
        const stdout = `${before.replaceAll('{', '(')}${value}`;
        // A backslash before a place takes it as it stands.
        fc.pre(!before.endsWith('\\'));
        const command = `printf '%s' ${renderWord(template, () => value)}`;
        expect(runIn(shell, command)).toEqual({ stdout, left: [] });
      }),
      { numRuns: 100 },
    );
  });

  test('whatever a template is made of, where a place is let through no value of it runs', () => {
    const template = fc.oneof(nested, soup);
    let tried = 0;
    fc.assert(
      fc.property(template, fc.oneof(leavingTrap, hostileText), (text, value) => {
        fc.pre(text.replaceAll(`\\${place}`, '').includes(place) && misplacedIn(text).length === 0);
        tried += 1;
        expect(runIn(shell, filled(text, value)).left.filter((name) => name === 'trap')).toEqual([]);
      }),
      { numRuns: 250, maxSkipsPerRun: 10_000 },
    );
    expect(tried).toBe(250);
  });
});

test.each([
  ["echo '{{ x }}'", 'in quotes; it is quoted already'],
  ['echo "host {{ x }}"', 'in quotes; it is quoted already'],
  ['echo "$(hostname)" && echo "it is {{ x }}"', 'in quotes; it is quoted already'],
  ['true # {{ x }}', 'in a comment'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own.
  ['echo ${{ x }}', 'after a "$"'],
  ['{{ x }} --version', 'where the name of a program stands'],
  ['if true; then {{ x }}; fi', 'where the name of a program stands'],
  ['A=1 {{ x }}', 'where the name of a program stands'],
  ['eval echo {{ x }}', 'in a command with "eval", which reads it as code'],
  ['sudo bash -c {{ x }}', 'after "-c", which reads it as code'],
  ['\\eval {{ x }}', 'in a command with "eval", which reads it as code'],
  ['"ev"al {{ x }}', 'in a command with "eval", which reads it as code'],
  ['echo no >&{{ x }}', 'after ">&", which reads it in a way of its own'],
  ['unset {{ x }}', 'after "unset", which reads it as code'],
  ['[ {{ x }} -gt 3 ] && [ 3 -lt {{ x }} ]', 'after "-lt", which reads it as code'],
  ['a[{{ x }}]=1', 'in brackets, which some shells read as code'],
  ['cat <<EOF\n{{ x }}\nEOF', 'in a command with a here-document ("<<")'],
  ['echo `hostname` {{ x }}', 'in a command with a backquote; write "$(…)"'],
  ['[[ {{ x }} = y ]]', 'in a command with "[[", which reads values as code; write "["'],
  [
    'echo "$(case x in x) echo "{{ x }}"; esac)"',
    'in a command with "$(…)" in quotes that is more than words',
  ],
])('%s is refused', (template, why) => {
  expect(misplacedIn(template)[0]?.why).toBe(why);
});

test.each([
  ['systemctl restart {{ x }}'],
  ['echo it\\\'s {{ x }} >> /var/log/{{ x }}.log 2>&1 && echo "$HOME" | grep -c {{ x }}'],
  ['export UNIT={{ x }}; test -f /etc/{{ x }} && grep -v {{ x }} "$(command -v sh)"'],
  ["docker ps --format '{{.Names}}' | grep {{ x }}"],
  ['for f in {{ x }} b; do echo "$f"; done # it\'s done'],
])('%s is let through', (template) => {
  expect(misplacedIn(template)).toEqual([]);
});
