import { malformed } from './refusal';

/**
 * The JSON value of a body; undefined when it is empty.
 * @throws Refusal when it is not UTF-8 or not JSON, with the place
 */
export function readJson(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw malformed('The body is not UTF-8. Send JSON in UTF-8.');
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const at = /at position (\d+)/.exec((error as Error).message)?.[1];
    throw malformed(
      `The body is not JSON${at === undefined ? ': it ends too early' : ` from character ${at} on`}.`,
    );
  }
}
