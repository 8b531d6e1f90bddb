import { useEffect, useRef } from 'react';
import { typed } from './draft-queue';
import { type OpenFile, usePlan } from './plan-state';
import { openYamlEditor, type YamlEditor } from './yaml-editor';

/** The same draft as text. */
export function YamlView({ open, isReadOnly }: { readonly open: OpenFile; readonly isReadOnly: boolean }) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<YamlEditor | null>(null);
  const line = usePlan((state) => state.line);
  const { file, text, problems } = open;
  const first = useRef(text);
  first.current = text;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file is another editor, with its own undo
  useEffect(() => {
    if (!host.current) return;
    editor.current = openYamlEditor(host.current, first.current, typed);
    editor.current.focus();
    return () => editor.current?.close();
  }, [file]);
  useEffect(() => editor.current?.show(text), [text]);
  useEffect(() => editor.current?.mark(problems), [problems]);
  useEffect(() => editor.current?.setReadOnly(isReadOnly), [isReadOnly]);
  useEffect(() => {
    if (line !== null) editor.current?.goTo(line);
  }, [line]);
  return <div ref={host} className="yaml-view" data-typing="" data-testid="yaml-view" />;
}
