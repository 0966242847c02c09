/** What a document may ask of the page that shows it. */
export interface DocumentLimits {
  /** Length of the file in bytes; a longer one is not read. */
  readonly bytes: number;
  readonly pages: number;
  /** Longest time to open the document, and for one page, in milliseconds; waiting for bytes or a person does not count. */
  readonly openWithin: number;
  readonly pageWithin: number;
}

const defaultLimits: DocumentLimits = {
  bytes: 256 * 1024 * 1024,
  pages: 5000,
  openWithin: 10_000,
  pageWithin: 10_000,
};

/** The limits of a page. What it does not name, or what is no limit (nothing, a negative or no number), stays as it is. */
export function limitsOf(given: Partial<DocumentLimits>): DocumentLimits {
  const limit = (name: keyof DocumentLimits): number => {
    const value = given[name];
    return value !== undefined && value > 0 ? value : defaultLimits[name];
  };
  return {
    bytes: limit('bytes'),
    pages: limit('pages'),
    openWithin: limit('openWithin'),
    pageWithin: limit('pageWithin'),
  };
}
