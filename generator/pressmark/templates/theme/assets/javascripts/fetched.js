/* The address of a file of the site goes in; what the site answers comes out, in half a minute or not at
   all. */

const LIMIT = 30_000; // ms after which nothing comes any more

/** An answer of the site. It fails where it has not come in time, and so does what is read of it. */
export const fetched = (address) => fetch(address, { signal: AbortSignal.timeout(LIMIT) });
