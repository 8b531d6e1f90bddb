import { quoted } from './failure-words';
import type { Sent } from './send';

/** How much of an answer is read. */
const answerLimitBytes = 4096;

type Post = {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly signal: AbortSignal;
};

/**
 * Posts JSON and reads the verdict from the status: 2xx arrived; 4xx is final but for 408 and 429; all else may
 * be tried again. A redirect is not followed, because it leads where the plan does not.
 * @throws when no answer came
 */
export async function postJson({ url, headers, body, signal }: Post): Promise<Sent> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Holdfast', ...headers },
    body: JSON.stringify(body),
    redirect: 'manual',
    signal,
  });
  const { status } = answer;
  if (status >= 200 && status < 400) answer.body?.cancel().catch(() => {});
  if (status >= 200 && status < 300) return { ok: true };
  if (status >= 300 && status < 400)
    return {
      ok: false,
      because: `it answered with a redirect (${status}), which is not followed`,
      permanent: false,
    };
  const said = await headOf(answer);
  const permanent = status >= 400 && status < 500 && status !== 408 && status !== 429;
  return { ok: false, because: `it answered ${status}${quoted(said)}`, permanent };
}

/** The beginning of an answer; the rest is not waited for. An answer that breaks off has said what it has. */
async function headOf(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (let bytes = 0; bytes < answerLimitBytes; ) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.length;
      text += decoder.decode(value.subarray(0, answerLimitBytes), { stream: true });
    }
  } catch {
    return text;
  } finally {
    reader.cancel().catch(() => {});
  }
  return text;
}
