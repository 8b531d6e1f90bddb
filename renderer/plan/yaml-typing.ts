import { indentService } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';

/** Columns of one step in. */
const step = 2;

/** Where a new line begins in YAML, and what begins a comment there. */
export const yamlTyping: Extension = [
  EditorState.languageData.of(() => [{ commentTokens: { line: '#' } }]),
  // Only of a line that is begun: what stands there already may mean what its indentation says.
  indentService.of(({ simulatedBreak, state }, at) =>
    simulatedBreak === null ? null : indentAfter(state.sliceDoc(state.doc.lineAt(at).from, at)),
  ),
];

/** The column in which YAML goes on below a line: with what belongs to it, or with what comes after it. */
export function indentAfter(line: string): number {
  const [begins = ''] = /^ *(?:- +)*/.exec(line) ?? [];
  const opens = /:( +[|>][+-]?\d?)?\s*(#.*)?$/.test(line.slice(begins.length));
  return begins.length + (opens ? step : 0);
}
