import { randomUUID } from 'node:crypto';
import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import type { Handlers } from '../src/app/handlers';
import { AppError } from '../src/errors';
import { type CallName, calls, type Envelope } from '../src/ipc/contract';
import { callNames } from '../src/ipc/names';
import { isTrustedSender } from './security';

/**
 * Registers every call of the contract once. `current` gives the handlers of the moment, because the
 * console may move to another journal while the window stays.
 */
export function registerCalls(current: () => Handlers, logBug: (id: string, error: unknown) => void): void {
  for (const name of callNames)
    ipcMain.handle(name, (event, input: unknown) => answer(name, event, input, current(), logBug));
}

async function answer(
  name: CallName,
  event: IpcMainInvokeEvent,
  input: unknown,
  handlers: Handlers,
  logBug: (id: string, error: unknown) => void,
): Promise<Envelope<unknown>> {
  const frame = event.senderFrame;
  const sender = frame && { url: frame.url, isTop: frame === frame.top };
  if (!isTrustedSender(sender)) return no('refused', 'This page may not speak to the console.');
  const parsed = calls[name].input.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return no('invalid-input', `${name}: ${issue?.path.join('.') || 'input'}: ${issue?.message}`);
  }
  try {
    const handle = handlers[name] as (input: unknown) => Promise<unknown>;
    return { ok: true, value: await handle(parsed.data) };
  } catch (error) {
    if (error instanceof AppError && error.code !== 'internal') return no(error.code, error.message);
    const id = randomUUID().slice(0, 8);
    logBug(id, error);
    return no('internal', `Something unexpected happened. It is in the log as ${id}.`);
  }
}

/** Sends a push to the window; nothing is sent to a window that is gone. */
export function sendPush(contents: WebContents, name: string, message: unknown): void {
  if (!contents.isDestroyed()) contents.send(name, message);
}

const no = (code: AppError['code'], message: string): Envelope<never> => ({
  ok: false,
  error: { code, message },
});
