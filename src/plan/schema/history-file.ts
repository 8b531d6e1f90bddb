import * as z from 'zod';
import { type NamedCategory, riskCategories } from '../../domain/risk/category';
import { id, line, someTime, wholeNumber } from './scalars';

const named = riskCategories.filter((each): each is NamedCategory => each !== 'uncategorised');

const phrase = z
  .string()
  .max(100)
  .refine((text) => /[\p{L}\p{N}]/u.test(text) && !/\p{Cc}/u.test(text))
  .meta({ errorMessage: 'must be words of at most 100 characters', example: 'badge reader*' });

const recurring = z.strictObject({
  least: wholeNumber(2, 1000, 3).prefault(3).describe('So many of one kind are a pattern,'),
  within: someTime.prefault('180d').meta({ example: '180d' }).describe('when they happen within this time.'),
});

const money = z.int().min(1).max(1_000_000_000_000).meta({
  errorMessage: 'must be a whole amount above 0',
  example: 100_000,
});

/** `history.yaml`: how what other tools have is read. All of it may be left out. */
export const historyFileSchema = z.strictObject({
  recurring: recurring.prefault({}).describe('When what happens again is a pattern.'),
  proof_within: someTime
    .prefault('90d')
    .meta({ example: '90d' })
    .describe('An exposure is flagged where no run of its service was verified within this time.'),
  money: z
    .array(money)
    .length(4)
    .refine((steps) => steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? 0)))
    .meta({
      errorMessage: 'must be four rising amounts such as [10000, 100000, 1000000, 10000000]',
      example: [10_000, 100_000, 1_000_000, 10_000_000],
    })
    .prefault([10_000, 100_000, 1_000_000, 10_000_000])
    .describe("From which money lost on an impact is 2, 3, 4 and 5, in the plan's currency."),
  words: z
    .strictObject(
      Object.fromEntries(
        named.map((category) => [
          category,
          z.array(phrase).max(500).optional().describe(`Words that speak for ${category}.`),
        ]),
      ) as Record<NamedCategory, z.ZodOptional<z.ZodArray<typeof phrase>>>,
    )
    .prefault({})
    .describe('Words of this house that speak for a category; * at the end of a word is any ending.'),
  aliases: z
    .record(id, z.array(line).max(500))
    .prefault({})
    .describe(
      'What services are called in other tools: by service, names of services, configuration items, components.',
    ),
});

export type HistoryFile = z.output<typeof historyFileSchema>;
