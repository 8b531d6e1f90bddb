import { type MessagePort, parentPort } from 'node:worker_threads';
import { AppError } from '../../errors';
import { createPlanWorks } from './plan-works';
import type { Answer, Order } from './protocol';

/** The other end of `keepThread`. Works go on side by side: a folder that does not answer holds up no other. */
function serve(port: MessagePort): void {
  const works = createPlanWorks();
  const answer = async ({ id, work, input }: Order): Promise<Answer> => {
    try {
      const act = works[work] as (...input: readonly unknown[]) => Promise<unknown>;
      return { id, ok: true, value: await act(...input) };
    } catch (error) {
      if (error instanceof AppError) return { id, ok: false, code: error.code, message: error.message };
      return { id, ok: false, code: null, message: String((error as Error).stack ?? error) };
    }
  };
  port.on('message', (order: Order) => void answer(order).then((each) => port.postMessage(each)));
}

if (parentPort) serve(parentPort);
