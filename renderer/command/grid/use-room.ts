import { useEffect, useState } from 'react';
import { rootPixels } from '../../ui/media';

/** What a canvas has to draw in: CSS pixels, pixels of the screen per CSS pixel, CSS pixels per rem. */
export type Room = {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly rem: number;
};

/** The room of an element as it is now; keeps its identity while nothing changes. */
export function useRoom(holder: { readonly current: HTMLElement | null }): Room {
  const [room, setRoom] = useState<Room>({ width: 1, height: 1, ratio: 1, rem: 16 });
  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const measure = () => {
      const rem = rootPixels();
      const next = {
        width: element.clientWidth,
        height: element.clientHeight,
        ratio: window.devicePixelRatio || 1,
        rem,
      };
      setRoom((now) =>
        Object.entries(next).every(([key, value]) => now[key as keyof Room] === value) ? now : next,
      );
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // A window dragged to another screen keeps its size but not its pixels.
    window.addEventListener('resize', measure);
    measure();
    // Text measured before the font is there is drawn in another one.
    void document.fonts?.ready.then(() => setRoom((now) => ({ ...now })));
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [holder]);
  return room;
}
