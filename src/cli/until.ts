import type { Core } from '../app/core';
import { duration } from '../domain/views/duration';
import { AppError } from '../errors';

/** Resolves with the first truthy answer, asked again after every commit; rejects with `unavailable` in the end. */
export function until<T>(
  core: Core,
  withinMs: number,
  otherwise: string,
  ask: () => T | undefined | false,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let done = (): void => {};
    const look = (): void => {
      let answer: T | undefined | false;
      try {
        answer = ask();
      } catch (error) {
        done();
        reject(error);
        return;
      }
      if (!answer) return;
      done();
      resolve(answer);
    };
    const unsubscribe = core.onPush(look);
    const timer = setTimeout(() => {
      done();
      reject(new AppError('unavailable', `${otherwise} within ${duration(withinMs)}.`));
    }, withinMs);
    done = () => {
      unsubscribe();
      clearTimeout(timer);
    };
    look();
  });
}
