import { createSlots, type ReleaseSlot, type Slots } from './handshake-slots';

/** Bounds how many stand at one door at a time: the address of an endpoint, or the jump host before it. */
export type Doors = {
  /** Resolves `undefined` when the signal aborts before it was this caller's turn. Never rejects. */
  enter(door: string, signal: AbortSignal): Promise<ReleaseSlot | undefined>;
};

/** A door that nobody stands at is forgotten: a fleet has thousands. */
export function createDoors(perDoor: number): Doors {
  const doors = new Map<string, { readonly slots: Slots; there: number }>();
  return {
    async enter(door, signal) {
      let place = doors.get(door);
      if (!place) {
        place = { slots: createSlots(perDoor), there: 0 };
        doors.set(door, place);
      }
      const present = place;
      present.there += 1;
      const leave = (): void => {
        present.there -= 1;
        if (present.there === 0) doors.delete(door);
      };
      const release = await present.slots.take(signal);
      if (release === undefined) {
        leave();
        return undefined;
      }
      let inside = true;
      return () => {
        if (inside) leave();
        inside = false;
        release();
      };
    },
  };
}
