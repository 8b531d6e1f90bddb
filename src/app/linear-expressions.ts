import { setFlagsFromString } from 'node:v8';

/**
 * Makes V8 finish a regular expression in linear time once backtracking gets out of hand. The output of
 * endpoints is hostile and `expect` is matched against it: without this, `(a+)+$` and forty letters would
 * stop the console for hours. Known to Node 18 and 20 and to Electron 25; expressions this engine
 * cannot take (lookaround, backreferences) are refused by the plan reader.
 */
export function boundRegularExpressions(): void {
  setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
}
