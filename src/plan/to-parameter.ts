import type { Parameter } from '../domain/run/parameters';
import { durationMs } from './schema/duration';
import type { ParameterFile } from './schema/parameter';

/** A parameter in the words of the domain. Whether its parts fit together is checked elsewhere. */
export function toParameter({ min, max, ...rest }: ParameterFile): Parameter {
  return {
    ...rest,
    ...(min === undefined ? {} : { min: boundOf(min) }),
    ...(max === undefined ? {} : { max: boundOf(max) }),
  };
}

function boundOf(written: string | number): number {
  return typeof written === 'number' ? written : (durationMs(written) ?? 0);
}
