import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { Annotation, Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import type { PlanMistake } from '../../src/ipc/snapshot';
import { lackWords } from './lack-words';
import { yamlColours } from './yaml-colours';
import { yamlTyping } from './yaml-typing';

export type YamlEditor = {
  /** Shows a text that did not come from the editor itself; the cursor stays where it can. */
  show(text: string): void;
  mark(problems: readonly PlanMistake[]): void;
  setReadOnly(isReadOnly: boolean): void;
  /** Puts the cursor in a line, from 1, and takes the focus. */
  goTo(line: number): void;
  focus(): void;
  close(): void;
};

const fromOutside = Annotation.define<true>();

const look = EditorView.theme(
  {
    '&': { height: '100%', contain: 'strict', color: 'var(--ink-2)', backgroundColor: 'var(--grid)' },
    '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
    '.cm-scroller': { fontFamily: 'ui-monospace, "DejaVu Sans Mono", Menlo, monospace', lineHeight: '1.5' },
    '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--ink-3)', border: 'none' },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: '#ffffff0a' },
    '.cm-cursor': { borderLeftColor: 'var(--ink)' },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
      backgroundColor: '#1d3553',
    },
    '.cm-tooltip': {
      backgroundColor: 'var(--raised)',
      color: 'var(--ink)',
      border: '1px solid var(--rule-strong)',
    },
    '.cm-diagnostic-error': { borderLeftColor: 'var(--down)' },
    '.cm-diagnostic-warning': { borderLeftColor: 'var(--risk)' },
  },
  { dark: true },
);

/**
 * An editor in the shadow of its host: there its styles are sheets that it adopts, which the page's policy allows, and
 * not style elements, which it does not. Tab goes on to the next field, as everywhere.
 */
export function openYamlEditor(
  host: HTMLElement,
  text: string,
  onTyped: (text: string) => void,
  kind: 'yaml' | 'prose',
): YamlEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const readOnly = new Compartment();
  // The text of the editor as one string: what comes back from the page is mostly this very one.
  let known = text;
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        // The core has made all line ends alike; a lone carriage return is a character to be seen.
        EditorState.lineSeparator.of('\n'),
        readOnly.of([]),
        lineNumbers(),
        lintGutter(),
        history(),
        // A caret that blinks keeps the page drawing sixty times a second for as long as it has the focus.
        drawSelection({ cursorBlinkRate: 0 }),
        highlightActiveLine(),
        ...(kind === 'yaml' ? [yamlColours(), yamlTyping] : [EditorView.lineWrapping]),
        look,
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.contentAttributes.of({
          'aria-label': kind === 'yaml' ? 'The file as YAML' : 'The text of the scenario',
          spellcheck: 'false',
        }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          if (update.transactions.some((each) => each.annotation(fromOutside))) return;
          known = update.state.doc.toString();
          onTyped(known);
        }),
      ],
    }),
  });
  return {
    show(next) {
      if (next === known) return;
      const changes = smallestChange(known, next);
      known = next;
      view.dispatch({ changes, annotations: fromOutside.of(true) });
    },
    mark(problems) {
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map((each) => diagnosticOf(view.state, each)),
        ),
      );
    },
    setReadOnly(isReadOnly) {
      view.dispatch({ effects: readOnly.reconfigure(isReadOnly ? EditorState.readOnly.of(true) : []) });
    },
    goTo(line) {
      const { from } = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      view.dispatch({
        selection: { anchor: from },
        effects: EditorView.scrollIntoView(from, { y: 'center' }),
      });
      view.focus();
    },
    focus: () => view.focus(),
    close: () => view.destroy(),
  };
}

function diagnosticOf(
  { doc }: EditorState,
  { line, column, severity, rule, message, fix }: PlanMistake,
): Diagnostic {
  const at = doc.line(Math.min(Math.max(1, line), doc.lines));
  const from = Math.min(at.from + Math.max(0, column - 1), at.to);
  return {
    from,
    to: Math.max(from, at.to),
    severity: severity === 'note' ? 'info' : severity,
    message: severity === 'error' ? `${message} ${fix}` : `${lackWords[severity]} ${rule}: ${message} ${fix}`,
  };
}

function smallestChange(now: string, next: string) {
  let start = 0;
  const most = Math.min(now.length, next.length);
  while (start < most && now[start] === next[start]) start += 1;
  let end = 0;
  while (end < most - start && now.at(-1 - end) === next.at(-1 - end)) end += 1;
  return { from: start, to: now.length - end, insert: next.slice(start, next.length - end) };
}
