import { type ReactNode, useEffect, useRef } from 'react';

type OverProps = {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
};

/** One sheet over the screen in a native dialog: Escape or a click beside it closes it. */
export function Over({ label, onClose, children, className = '' }: OverProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    if (element && !element.open) element.showModal();
    // React focuses before the dialog is shown, and showing it moves the focus to whatever comes first.
    const first = (selector: string) => element?.querySelector<HTMLElement>(selector);
    (first('[data-autofocus]') ?? first('input'))?.focus();
    return () => {
      // A dialog that is taken out of the page does not give the focus back by itself.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click only serves the pointer; keys have Escape
    <dialog
      ref={dialog}
      className={`over ${className}`}
      aria-label={label}
      // Whoever presses Escape and then a key means the screen: `close` comes too late for that key.
      onCancel={(event) => {
        if (event.target !== dialog.current) return;
        event.preventDefault();
        onClose();
      }}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      {children}
    </dialog>
  );
}
