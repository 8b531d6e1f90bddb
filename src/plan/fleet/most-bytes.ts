/** What is read of one file of the fleet at most; an inventory of 100,000 endpoints has about 6 MB. */
export const mostFleetBytes = 64_000_000;
