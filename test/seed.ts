import fc from 'fast-check';

/*
 * Property tests draw the same cases everywhere, so that a change is never blamed for what an earlier one broke.
 * Whoever looks for new cases gives another seed: HOLDFAST_SEED=$RANDOM npx vitest run test/domain
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.HOLDFAST_SEED ?? 20_261_124) });
