import { type MessagePort, parentPort } from 'node:worker_threads';
import { AppError } from '../../errors';
import { type Cut, pieceOf, takeApart } from './in-pieces';
import { createPlanWorks } from './plan-works';
import type { Answer, Order, Pull, PulledPiece } from './protocol';

/** The other end of `keepThread`. Works go on side by side: a folder that does not answer holds up no other. */
function serve(port: MessagePort): void {
  const works = createPlanWorks();
  /** By order: lists of which not all has been pulled. */
  const unpulled = new Map<number, readonly Cut[]>();
  const answer = async ({ id, work, input }: Order): Promise<Answer> => {
    try {
      const act = works[work] as (...input: readonly unknown[]) => Promise<unknown>;
      const { head, cuts } = takeApart(await act(...input));
      if (cuts.length > 0) unpulled.set(id, cuts);
      return { id, ok: true, head, cuts: cuts.map(({ path, list }) => ({ path, length: list.length })) };
    } catch (error) {
      if (error instanceof AppError) return { id, ok: false, code: error.code, message: error.message };
      return { id, ok: false, code: null, message: String((error as Error).stack ?? error) };
    }
  };
  const pull = ({ id, ...wanted }: Pull): PulledPiece => {
    const cuts = unpulled.get(id) ?? [];
    const piece = pieceOf(cuts, wanted);
    const isLast = wanted.list === cuts.length - 1 && wanted.from + piece.length === cuts.at(-1)?.list.length;
    if (isLast) unpulled.delete(id);
    return { id, piece };
  };
  port.on('message', (message: Order | Pull) => {
    if ('work' in message) void answer(message).then((each) => port.postMessage(each));
    else port.postMessage(pull(message));
  });
}

if (parentPort) serve(parentPort);
