/** What a document may ask of the page that shows it. */
export interface DocumentLimits {
  /** Length of the file in bytes; a longer one is not read. */
  readonly bytes: number;
  readonly pages: number;
  /** Longest time to open the document, and for one page, in milliseconds; waiting for bytes or a person does not count. */
  readonly openWithin: number;
  readonly pageWithin: number;
}

export const defaultLimits: DocumentLimits = {
  bytes: 256 * 1024 * 1024,
  pages: 5000,
  openWithin: 10_000,
  pageWithin: 10_000,
};
