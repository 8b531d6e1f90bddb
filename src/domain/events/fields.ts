import { z } from 'zod';
import { severities } from '../authority/envelope';

/*
 * What the fields of events are made of. Shipped rows never change: a new need is a new event type
 * or an optional field. Times inside `data` are Unix milliseconds, durations end in `Ms`.
 */
export const event = <T extends string, S extends z.ZodRawShape>(type: T, data: S) =>
  z.object({ type: z.literal(type), data: z.object(data) });

export const id = z.string().min(1);
/** Names go into the record, so that it can be read when the plan is long gone. */
export const named = z.array(z.object({ id, name: z.string() }));
export const count = z.number().int().nonnegative();
export const moment = z.number();
export const severity = z.enum(severities);
export const modes = z.enum(['live', 'drill', 'tabletop']);
/** Words of a person or of the plan; long enough for a briefing, short enough for a screen. */
export const words = z.string().min(1).max(20_000);
