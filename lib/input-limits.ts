/**
 * All limits on what may be sent to Sluice. Far more than any screen sends, and little enough that no request can fill
 * the memory, the database or the call budget. Anything larger is rejected with 400 or 413 and a message. Node itself
 * limits the URL and the headers (16 KB together, 431).
 */
export const inputLimits = {
  /** Of any request body: 50,000 listeners named one by one, twice. Next's limit for actions is the same (next.config.js). */
  bodyBytes: 8 * 1024 * 1024,
  /** The same of whoever is not signed in: the forms of sign-in have a few short fields. */
  strangerBodyBytes: 16 * 1024,
  /** Of an SLB id. Current ones have 25 characters, those of regions at most 20. */
  idLength: 64,
  /** Listeners named in one request; an account with more needs several. */
  listeners: 50_000,
  /** Listeners shown as code at once: larger files take seconds to render. */
  codeListeners: 500,
  /** Regions named in one request: there are about thirty. */
  regions: 100,
  /** Instances whose rows a page shows. */
  screenInstances: 500,
  /** Of a list filter, in its normalized form. */
  filterLength: 2000,
  /** Of a list's search parameters, as stored in a saved view. */
  queryLength: 8000,
  /** Of the text typed into a search. */
  searchLength: 200,
  /** Of a value of a form, before its own bounds are checked. */
  valueLength: 1000,
  /** For SLB's message of a rejection, as shown and stored; a cut message says so. */
  messageLength: 20_000,
  /** Access control lists on one listener, and others of which a listener has a handful. */
  values: 100,
} as const;
