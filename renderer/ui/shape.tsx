import type { ReactNode } from 'react';

/** The shapes that say a state without colour. */
export type ShapeForm =
  | 'cross'
  | 'triangle'
  | 'diamond'
  | 'diamond-filled'
  | 'target'
  | 'square'
  | 'empty'
  | 'disc'
  | 'half'
  | 'ring'
  | 'dash'
  | 'hourglass';

const drawings: Readonly<Record<ShapeForm, ReactNode>> = {
  cross: <path d="M2 2 10 10M10 2 2 10" fill="none" stroke="currentColor" strokeWidth="2.2" />,
  triangle: <path d="M6 1.2 11.4 11H.6z" fill="currentColor" />,
  diamond: <path d="M6 1.4 10.6 6 6 10.6 1.4 6z" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  'diamond-filled': <path d="M6 .6 11.4 6 6 11.4.6 6z" fill="currentColor" />,
  target: <path d="M1 1h10v10H1zM4.2 4.2v3.6h3.6V4.2z" fill="currentColor" fillRule="evenodd" />,
  square: <path d="M1 1h10v10H1z" fill="currentColor" />,
  empty: <path d="M1.6 1.6h8.8v8.8H1.6z" fill="none" stroke="currentColor" strokeWidth="1.2" />,
  disc: <circle cx="6" cy="6" r="4.6" fill="currentColor" />,
  half: (
    <>
      <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 1.8a4.2 4.2 0 0 0 0 8.4z" fill="currentColor" />
    </>
  ),
  ring: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  dash: <path d="M2 6h8" fill="none" stroke="currentColor" strokeWidth="2" />,
  hourglass: <path d="M2 1h8L6 6l4 5H2l4-5z" fill="currentColor" />,
};

/** A state as a shape, as tall as the text beside it. The words next to it name the state. */
export function Shape({ form }: { readonly form: ShapeForm }) {
  return (
    <svg className="shape" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {drawings[form]}
    </svg>
  );
}
