import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';

/** The shells of this machine, each once; `sh` is mostly one of the others by another name. */
export const shells = [
  ...new Map(
    ['/bin/sh', '/bin/bash', '/bin/dash', '/bin/ksh', '/bin/zsh']
      .filter((file) => existsSync(file))
      .map((file) => [realpathSync(file), file]),
  ).values(),
];

export type Ran = {
  readonly stdout: string;
  /** What stood in the empty folder it ran in afterwards: whatever else ran left something there. */
  readonly left: readonly string[];
};

/** Runs a command as an endpoint does, in an empty folder and without any program to be found. */
export function runIn(shell: string, command: string, path = ''): Ran {
  const cwd = mkdtempSync(join(tmpdir(), 'holdfast-shell-'));
  try {
    const { stdout } = spawnSync(shell, ['-c', command], {
      ...{
        cwd,
        encoding: 'buffer',
        timeout: 5_000,
        env: { PATH: path, HOME: cwd },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    });
    return { stdout: stdout.toString('utf8'), left: readdirSync(cwd) };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

const trap = ': > trap';
/** Pieces that end a quote, a word, a line or a comment in some shell, and then leave a trace. */
const hostilePieces = [
  ...[
    "'",
    '"',
    '`',
    '\\',
    '\n',
    '\r',
    '\t',
    ' ',
    ';',
    '&',
    '|',
    '(',
    ')',
    '{',
    '}',
    '<',
    '>',
    '#',
    '!',
    '~',
    '*',
  ],
  ...[
    '$',
    '${',
    '$((',
    '$[',
    "$'",
    '[',
    ']',
    '[[',
    '=',
    '-',
    '--',
    '-n',
    '-e',
    '%s',
    '\\c',
    '{{ value }}',
    "'\\''",
  ],
  ...[
    `$(${trap})`,
    `\`${trap}\``,
    `'; ${trap}; '`,
    `"; ${trap}; "`,
    `\n${trap}\n`,
    `; ${trap} #`,
    `a[$(${trap})]`,
  ],
  ...['EOF', 'esac', 'done', '\u00e9', '\u{1f525}', '\u202e', '\u2028', '\u007f', '\u0001', '\u001b[2J'],
];

/** Any text that a value can be, with a liking for what hurts. */
export const hostileText = fc.oneof(
  fc.array(fc.constantFrom(...hostilePieces), { maxLength: 6 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => !text.includes('\0')),
  fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !text.includes('\0')),
);

/** A value that leaves a trace wherever it is read as code. */
export const leavingTrap = fc.constantFrom(
  ...[
    `$(${trap})`,
    `\`${trap}\``,
    `'; ${trap}; '`,
    `"; ${trap}; "`,
    `\n${trap}\n`,
    `; ${trap} ;`,
    `)"; ${trap}; #`,
  ],
  ...[`a[$(${trap})]`, `x=$(${trap})`, `'"$(${trap})"'`, `EOF\n${trap}\n`],
);

export const place = '{{ value }}';

/** What a piece of shell can stand in. Most are right; in many a place is not safe. */
const around: readonly ((inner: string) => string)[] = [
  (inner) => `echo "${inner}"`,
  (inner) => `echo '${inner}'`,
  (inner) => `echo $(${inner})`,
  (inner) => `echo "$(${inner})"`,
  (inner) => `echo \`${inner}\``,
  (inner) => `echo "$(case x in x) ${inner};; esac)"`,
  (inner) => `echo $(case x in x) ${inner};; esac)`,
  (inner) => `if true; then ${inner}; fi`,
  (inner) => `for i in 1 2; do ${inner}; done`,
  (inner) => `(${inner})`,
  (inner) => `{ ${inner}; }`,
  (inner) => `f() { ${inner}; }; f`,
  (inner) => `echo "it's" it\\'s "$(echo x)" 'so "'; ${inner}`,
  (inner) => `true # it's\n${inner}`,
  (inner) => `true # ${inner}`,
  (inner) => `true \\\n# it's\n${inner}`,
  (inner) => `cat <<EOF\n${inner}\nEOF`,
  (inner) => `eval "${inner}"`,
  (inner) => `x=$(${inner}); echo "$x"`,
  (inner) => `echo "\${x:-${inner}}"`,
  (inner) => `echo "a \\" b" && ${inner}`,
  (inner) => `echo $'it\\'s' && ${inner}`,
  (inner) => `[[ -n x ]] && ${inner}`,
  (inner) => `${inner} > o 2>&1 || echo "no"`,
];

const simple = fc.constantFrom(
  ...[
    `echo ${place}`,
    `: a${place}b`,
    `x=${place}`,
    `echo "${place}"`,
    `[ ${place} = x ]`,
    `export x=${place}`,
  ],
  ...[
    `read ${place}`,
    `unset ${place}`,
    `eval ${place}`,
    `${place}`,
    `a[${place}]=1`,
    `test -v ${place}`,
    `: > o${place}`,
  ],
);

/** Shell that is right as a whole, with a place somewhere in it. */
export const nested = fc
  .tuple(simple, fc.array(fc.constantFrom(...around), { maxLength: 4 }))
  .map(([inner, contexts]) => contexts.reduce((text, context) => context(text), inner));

const pieces = [
  ...[
    ' ',
    ' ',
    '\n',
    'echo ',
    'x',
    ': ',
    '#',
    ' #',
    "'",
    '"',
    '\\',
    '\\\n',
    '`',
    '$',
    '${',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own.
    '${x}',
    '}',
    '$(',
    '(',
  ],
  ...[
    ')',
    '((',
    '))',
    '[[ ',
    ' ]]',
    '<<EOF\n',
    '\nEOF\n',
    '<<<',
    '> o',
    '>&',
    '&',
    '|',
    ';',
    ';;',
    'case x in ',
  ],
  ...[
    'x) ',
    ' esac',
    'if ',
    ' then ',
    ' fi',
    '; do ',
    '; done',
    'eval ',
    'x=',
    'a=(',
    'a[',
    ']=',
    '$[',
    "$'",
  ],
];

/** Anything, mostly wrong, with a place somewhere in it. */
export const soup = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.constant(place) },
    ),
    { minLength: 1, maxLength: 14 },
  )
  .map((found) => found.join(''));
