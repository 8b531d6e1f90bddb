import type { Bridge, Pushes } from '../src/ipc/contract';
import { pushNames } from '../src/ipc/names';
import { call, routeCallsTo } from './api';
import { createPacedQueue } from './paced-queue';
import { forgetPlan } from './plan/plan-acts';
import { resetScreen, say } from './screen';
import { type ConsoleState, foldRecords, fromSnapshot, useConsole } from './store';

type Message = { readonly [P in keyof Pushes]: { readonly name: P; readonly body: Pushes[P] } }[keyof Pushes];

const retryOpenMs = 1000;
/** A core whose snapshot is behind its own pushes must not be asked in a tight loop. */
const reopenMs = 50;

/**
 * Opens the console and keeps the store current with its pushes. A missing record opens it again,
 * because a fold with a hole in it would be a lie. Returns what ends the connection.
 */
export function connect(bridge: Bridge): () => void {
  let opening = true;
  let ended = false;
  let held: Message[] = [];
  let retry: ReturnType<typeof setTimeout> | undefined;

  const queue = createPacedQueue<Message>((messages) => {
    if (opening) held.push(...messages);
    else apply(messages);
  });
  const subscribe = <P extends keyof Pushes>(name: P) =>
    bridge.on[name]((body) => queue.push({ name, body } as Message));
  const unsubscribe = pushNames.map((name) => subscribe(name));

  function apply(messages: readonly Message[]): void {
    let state: ConsoleState | null = useConsole.getState();
    for (const [index, message] of messages.entries()) {
      if (message.name === 'console.replaced') {
        held = messages.slice(index + 1);
        resetScreen();
        forgetPlan();
        void open();
        return;
      }
      state = applyOne(state, message);
      if (state === null) {
        held = messages.slice(index);
        opening = true;
        retry = setTimeout(() => void open(), reopenMs);
        return;
      }
    }
    useConsole.setState(state);
  }

  async function open(): Promise<void> {
    opening = true;
    const snapshot = await call('console.open', {});
    if (ended) return;
    if (snapshot === undefined) {
      retry = setTimeout(() => void open(), retryOpenMs);
      return;
    }
    useConsole.setState(fromSnapshot(snapshot));
    opening = false;
    // The snapshot is newer than every status that arrived while it was made; only records may follow it.
    const records = held.filter((message) => message.name === 'journal.appended');
    held = [];
    apply(records);
  }

  routeCallsTo(bridge, () => void open());
  void open();
  return () => {
    ended = true;
    clearTimeout(retry);
    queue.dispose();
    for (const stop of unsubscribe) stop();
  };
}

/** Null when the message leaves a gap: nothing of it, or of what is after it, can be believed. */
function applyOne(state: ConsoleState, message: Message): ConsoleState | null {
  switch (message.name) {
    case 'journal.appended':
      return foldRecords(state, message.body);
    case 'plan.changed':
      return withPlan(state, message.body);
    case 'live.changed':
      return { ...state, live: message.body };
    case 'demo.changed':
      return { ...state, demo: message.body };
    case 'console.fault':
      say({ tone: 'failed', lines: [message.body.message, `In the log as ${message.body.id}.`] });
      return state;
    case 'console.replaced':
      return state;
  }
}

/** Null when the plan that is said to be the same is not the one this window holds. */
function withPlan(state: ConsoleState, news: Pushes['plan.changed']): ConsoleState | null {
  const { plan } = state.plan;
  if (news.plan === 'same' && news.digest !== plan?.digest) return null;
  // Another folder: what is open of this one is none of its files.
  if (state.plan.folder !== null && state.plan.folder !== news.folder) forgetPlan();
  if (news.plan !== 'same') return { ...state, plan: { ...news, plan: news.plan } };
  const { folder, problems, findings } = news;
  return { ...state, plan: { plan, folder, problems, findings } };
}
