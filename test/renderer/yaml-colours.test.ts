// @vitest-environment happy-dom
import { EditorView } from '@codemirror/view';
import { afterEach, expect, test, vi } from 'vitest';
import { yamlColours } from '../../renderer/plan/yaml-colours';

afterEach(() => vi.useRealTimers());

test('what is typed looks as what it continues, and is looked at anew once the typist rests', () => {
  vi.useFakeTimers();
  const view = new EditorView({ parent: document.body, doc: 'name: a # b\n', extensions: yamlColours() });
  const parts = () => [...view.contentDOM.querySelectorAll('.cm-line span')].map((each) => each.textContent);
  const type = (at: number, insert: string) => view.dispatch({ changes: { from: at, insert } });
  const seen = [parts()];
  type(11, 'x');
  seen.push(parts());
  type(7, 'c: d ');
  vi.advanceTimersByTime(99);
  type(0, '# ');
  vi.advanceTimersByTime(99);
  seen.push(parts());
  vi.advanceTimersByTime(1);
  seen.push(parts());
  type(0, 'x');
  view.destroy();
  expect(vi.getTimerCount()).toBe(0);
  expect(seen).toEqual([
    ['name', ':', 'a', '# b'],
    ['name', ':', 'a', '# bx'],
    ['name', ':', 'ac: d ', '# bx'],
    ['# name: ac: d  # bx'],
  ]);
});
