/** A key and what it does. */
export function KeyHint({ keys, words }: { readonly keys: string; readonly words: string }) {
  return (
    <span className="key-hint">
      <kbd>{keys}</kbd> {words}
    </span>
  );
}
