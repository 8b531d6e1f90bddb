import { type ReactNode, useEffect, useRef, useState } from 'react';

/** Longer lists are drawn a stretch of so many lines at a time. */
export const stretchLength = 50;
/** Up to so many lines are drawn whatever is in sight. */
export const mostDrawn = 500;
/** A line that was never drawn is taken to be so high. */
const lineRem = 2.125;

type StretchProps = {
  readonly lines: number;
  /** Drawn also out of sight: the keys are in it. */
  readonly isKept: boolean;
  readonly children: () => ReactNode;
};

/**
 * Lines of a long list, drawn while they are in sight or near it: with every frame, whatever else it shows, the browser
 * goes through all lines there are.
 */
export function ListStretch({ lines, isKept, children }: StretchProps) {
  const place = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  const [height, setHeight] = useState(`${lines * lineRem}rem`);
  useEffect(() => {
    const here = place.current;
    if (!here) return;
    const seen = new IntersectionObserver(
      (entries) => {
        const last = entries.at(-1);
        if (!last) return;
        if (!last.isIntersecting && here.childElementCount > 0)
          setHeight(`${last.boundingClientRect.height}px`);
        setNear(last.isIntersecting);
      },
      { root: here.parentElement, rootMargin: '100% 0px' },
    );
    seen.observe(here);
    return () => seen.disconnect();
  }, []);
  const isDrawn = isNear || isKept;
  return (
    <div ref={place} role="presentation" style={isDrawn ? undefined : { height }}>
      {isDrawn ? children() : null}
    </div>
  );
}
