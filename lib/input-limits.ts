/**
 * How much may be sent to Sluice, all in one place. Far more than any screen sends, and little enough that no request can fill the memory, the database
 * or the call budget: what is beyond is refused with 400 or 413 and a sentence. Node itself bounds an address and its headers
 * (16 KB together, 431).
 */
export const inputLimits = {
  /** Of a request, whatever its kind: 50,000 listeners named one by one, twice. Next's own bound for actions is the same (next.config.js). */
  bodyBytes: 8 * 1024 * 1024,
  /** Of an id of SLB; those of today have 25 characters, those of regions 20 at most. */
  idLength: 64,
  /** Listeners named in one request; an account that has more does them in parts. */
  listeners: 50_000,
  /** Regions named in one request: there are about thirty. */
  regions: 100,
  /** Instances whose rows a page shows. */
  screenInstances: 500,
  /** Of a filter of the list, in its one way of writing. */
  filterLength: 2000,
  /** Of the search parameters of a list, as a saved view keeps them. */
  queryLength: 8000,
  /** Of what is typed to find one thing. */
  searchLength: 200,
  /** Of a value of a form, before its own bounds are checked. */
  valueLength: 1000,
  /** For SLB's message of a rejection, as shown and stored; a cut message says so. */
  messageLength: 20_000,
  /** Access control lists on one listener, and others of which a listener has a handful. */
  values: 100,
} as const;
