import { yamlLanguage } from '@codemirror/lang-yaml';
import { HighlightStyle } from '@codemirror/language';
import { Annotation, type Extension, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { highlightTree, tags } from '@lezer/highlight';

// Neutral but for what tells parts of YAML apart: colour means state everywhere else.
const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--ink)', fontWeight: '650' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--ink-3)', fontStyle: 'italic' },
  { tag: [tags.string, tags.content, tags.attributeValue], color: 'var(--ink-2)' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--ink-3)' },
]);

/** So many lines above those on the screen are looked through for one that stands by itself. */
const linesAbove = 200;

/** A quick typist's next key comes sooner than this, and waits for no parser. */
const restMs = 100;

/**
 * Colours what is on the screen, and parses no more of the file for it: the parser takes a YAML file from its beginning
 * with every key, which in one of 5,000 lines is longer than a frame. What is being typed looks as what it continues
 * until the typist rests.
 */
export function yamlColours(): Extension {
  const painted = ViewPlugin.define(
    (view) => {
      let rest: ReturnType<typeof setTimeout> | undefined;
      const shown = {
        marks: marksOf(view),
        update(update: ViewUpdate) {
          const isRested = update.transactions.some((each) => each.annotation(rested));
          if (update.docChanged) {
            shown.marks = shown.marks.map(update.changes);
            clearTimeout(rest);
            rest = setTimeout(() => view.dispatch({ annotations: rested.of(true) }), restMs);
          } else if (isRested || update.viewportChanged) shown.marks = marksOf(update.view);
        },
        destroy: () => clearTimeout(rest),
      };
      return shown;
    },
    { decorations: ({ marks }) => marks },
  );
  return [painted, ...(colours.module ? [EditorView.styleModule.of(colours.module)] : [])];
}

const rested = Annotation.define<true>();

function marksOf({ state: { doc }, viewport }: EditorView): DecorationSet {
  const start = startAbove(doc, viewport.from);
  const tree = yamlLanguage.parser.parse(doc.sliceString(start, viewport.to));
  const marks: ReturnType<Decoration['range']>[] = [];
  highlightTree(tree, colours, (from, to, classes) =>
    marks.push(markOf(classes).range(start + from, start + to)),
  );
  return Decoration.set(marks);
}

/** Where the least indented of the lines above begins: no text of several lines goes on there. */
export function startAbove(doc: Text, at: number): number {
  const { number } = doc.lineAt(at);
  let best = { from: doc.lineAt(at).from, indent: Number.POSITIVE_INFINITY };
  for (let above = number; above > Math.max(0, number - linesAbove) && best.indent > 0; above -= 1) {
    const { from, text } = doc.line(above);
    const indent = text.search(/[^ ]/);
    if (indent >= 0 && text[indent] !== '#' && indent < best.indent) best = { from, indent };
  }
  return best.from;
}

const kept = new Map<string, Decoration>();

function markOf(classes: string): Decoration {
  const mark = kept.get(classes) ?? Decoration.mark({ class: classes, inclusiveEnd: true });
  kept.set(classes, mark);
  return mark;
}
