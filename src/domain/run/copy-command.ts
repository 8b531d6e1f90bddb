import { shellWord } from './render/shell-word';

/** A file of the plan folder that a step puts on every endpoint. Its content is known by its SHA-256 (hex). */
export type Copy = {
  /** Inside the plan folder. */
  readonly from: string;
  /** Absolute on the endpoint; a template of one word. */
  readonly to: string;
  /** Octal, four digits. */
  readonly mode: string;
  readonly sha256: string;
  readonly bytes: number;
};

/**
 * Writes its input to a place, whole or not at all: beside it first, then, when the SHA-256 is right, in its stead.
 * The digest also tells an input that was cut off from one that ended.
 * @param place one word of the shell
 */
export function copyCommand(place: string, { mode, sha256 }: Pick<Copy, 'mode' | 'sha256'>): string {
  return [
    `f=${place}; want=${shellWord(sha256)}`,
    `if [ -d "$f" ]; then printf '%s is a folder\\n' "$f" >&2; exit 1; fi`,
    'umask 077; t=$(mktemp "$f.XXXXXX") || exit 1',
    `trap 'rm -f "$t"' EXIT; trap 'exit 1' HUP INT TERM`,
    'cat > "$t" || exit 1',
    'got=$( { sha256sum || shasum -a 256 || openssl dgst -sha256 -r || sha256 -q; } < "$t" 2>/dev/null)',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own.
    'got=${got%% *}',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own.
    'if [ "$got" != "$want" ]; then echo "what arrived has the SHA-256 ${got:-nothing here can tell}, not $want" >&2; exit 1; fi',
    `chmod ${mode} "$t" && mv -f "$t" "$f" && printf '%s written\\n' "$f"`,
  ].join('\n');
}
