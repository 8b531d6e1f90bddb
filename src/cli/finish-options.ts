import { Option } from 'commander';
import { whole } from './option-values';

/** How long a command that ran something waits for the proof. */
export const verifyWithinOption = (): Option =>
  new Option('--verify-within <seconds>', 'how long to wait for the proof after the run')
    .argParser(whole(1, 86_400))
    .default(120);

/** For what is not over with this run. */
export const keepOpenOption = (): Option =>
  new Option(
    '--keep-open',
    'do not stand down when the service is verified; holdfast stand-down does it later',
  );
