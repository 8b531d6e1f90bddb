import { createMask } from './mask-secrets';

/** Which of the two streams of a command a chunk came from. */
export type OutputStream = 'stdout' | 'stderr';

/** Collects what a command says, safe to show and small enough to keep. */
export type OutputCleaner = {
  /** Chunks may split characters and escape sequences anywhere. */
  write(from: OutputStream, chunk: Uint8Array): void;
  /** Everything kept, in the order it came. Call it once; later writes are ignored. */
  finish(): string;
};

/** Bytes looked at per byte kept: bounds the work a flood of control characters can cause. */
const maxRawPerKept = 16;

/**
 * Keeps the head of both streams in arrival order: at most `limitBytes` of UTF-8, then a line that says it was cut.
 * Control characters, terminal escapes and text-direction overrides are removed, lone carriage returns become
 * line ends, bytes that are not UTF-8 become U+FFFD. Of a secret nothing is kept but that it was said.
 */
export function createOutputCleaner(limitBytes: number, secrets: readonly string[] = []): OutputCleaner {
  const sources = { stdout: createSource(secrets), stderr: createSource(secrets) };
  let kept = '';
  let keptBytes = 0;
  let rawBytes = 0;
  let cut = false;
  let finished = false;

  const keep = (text: string): void => {
    for (const character of text) {
      const size = utf8Size(character.codePointAt(0) ?? 0);
      if (keptBytes + size > limitBytes) {
        cut = true;
        return;
      }
      kept += character;
      keptBytes += size;
    }
  };

  return {
    write(from, chunk) {
      if (cut || finished) return;
      const room = limitBytes * maxRawPerKept - rawBytes;
      rawBytes += chunk.length;
      const { decoder, filter, mask } = sources[from];
      keep(mask.write(filter(decoder.decode(chunk.subarray(0, Math.max(0, room)), { stream: true }))));
      if (chunk.length > room) cut = true;
    },
    finish() {
      if (!finished && !cut)
        for (const { decoder, filter, mask } of Object.values(sources))
          keep(mask.write(filter(decoder.decode())) + mask.finish());
      finished = true;
      return cut ? `${kept}\n[output cut at ${limitBytes} bytes]` : kept;
    },
  };
}

/** Words from the other side (disconnect reasons, error texts) made safe to show: one line, at most 300 bytes. */
export function cleanText(text: string): string {
  const cleaner = createOutputCleaner(300);
  cleaner.write('stdout', new TextEncoder().encode(text));
  return cleaner.finish().trim().replaceAll('\n', ' ');
}

function createSource(secrets: readonly string[]) {
  return { decoder: new TextDecoder('utf-8'), filter: createFilter(), mask: createMask(secrets) };
}

type Place = 'text' | 'escape' | 'sequence' | 'string';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** ECMA-48 as far as it must be understood in order to be left out; remembers where it is between calls. */
function createFilter(): (text: string) => string {
  let place: Place = 'text';
  let pendingReturn = false;

  return (text) => {
    let kept = '';
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0;
      const next = place === 'text' ? 'ends' : afterInside(place, code);
      if (next !== 'ends') {
        place = next;
        continue;
      }
      place = opens(code);
      if (place !== 'text') continue;
      if (code === carriageReturn) {
        pendingReturn = true;
        continue;
      }
      if (pendingReturn) {
        pendingReturn = false;
        kept += '\n';
        if (code === lineFeed) continue;
      }
      if (isShown(code)) kept += character;
    }
    return kept;
  };
}

/** What a character outside of any sequence opens. */
function opens(code: number): Place {
  if (code === 0x1b) return 'escape';
  if (code === 0x9b) return 'sequence';
  return code === 0x90 || code === 0x98 || (code >= 0x9d && code <= 0x9f) ? 'string' : 'text';
}

/**
 * Where a character leads inside a sequence. `ends` means that it does not belong to it and is read afresh: a line
 * end always does, so that an escape left open cannot swallow more than its own line.
 */
function afterInside(place: Exclude<Place, 'text'>, code: number): Place | 'ends' {
  if (code === 0x1b) return 'escape';
  if (place === 'string') {
    if (code === 0x07 || code === 0x9c) return 'text';
    return code === lineFeed || code === carriageReturn ? 'ends' : 'string';
  }
  if (code < 0x20 || code > 0x7e) return 'ends';
  if (place === 'sequence') return code >= 0x40 ? 'text' : 'sequence';
  if (code === 0x5b) return 'sequence';
  if (code === 0x5d || code === 0x50 || code === 0x58 || code === 0x5e || code === 0x5f) return 'string';
  return code < 0x30 ? 'escape' : 'text';
}

function isShown(code: number): boolean {
  if (code === 0x09 || code === lineFeed) return true;
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return false;
  // Marks that reorder or hide the text around them (Trojan Source, CVE-2021-42574).
  if (code === 0x61c || code === 0xfeff || (code >= 0x200b && code <= 0x200f)) return false;
  return !((code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x2069));
}

function utf8Size(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
