import { useEffect, useRef } from 'react';
import { typed } from './draft-queue';
import { type OpenFile, usePlan } from './plan-state';
import { openYamlEditor, type YamlEditor } from './yaml-editor';

/** The same draft as text; of a scenario the only view. */
export function YamlView({ open, isReadOnly }: { readonly open: OpenFile; readonly isReadOnly: boolean }) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<YamlEditor | null>(null);
  const led = usePlan((state) => state.led);
  const { file, text, problems, schema } = open;
  const first = useRef(text);
  first.current = text;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file is another editor, with its own undo
  useEffect(() => {
    if (!host.current) return;
    editor.current = openYamlEditor(host.current, first.current, typed, schema === null ? 'prose' : 'yaml');
    editor.current.focus();
    return () => editor.current?.close();
  }, [file]);
  useEffect(() => editor.current?.show(text), [text]);
  useEffect(() => editor.current?.mark(problems), [problems]);
  useEffect(() => editor.current?.setReadOnly(isReadOnly), [isReadOnly]);
  useEffect(() => {
    if (led !== null) editor.current?.goTo(led.line);
  }, [led]);
  return <div ref={host} className="yaml-view" data-typing="" data-testid="yaml-view" />;
}
