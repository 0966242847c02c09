import { createHash } from 'node:crypto';

import { PDFArray, PDFDict, PDFName, PDFRef, PDFStream, type PDFContext, type PDFObject } from '@cantoo/pdf-lib';

/**
 * Fingerprints of objects with everything they refer to, independent of object numbers and byte positions: the same in two
 * revisions of a file exactly when a reader is shown the same.
 */
export class Fingerprints {
  readonly #context: PDFContext;
  readonly #skipped: ReadonlySet<string>;
  readonly #known = new Map<string, string>();
  readonly #open: string[] = [];

  /** `skipped` are keys that are never followed: they lead up or sideways, out of the object. */
  constructor(context: PDFContext, skipped: readonly string[]) {
    this.#context = context;
    this.#skipped = new Set(skipped);
  }

  of(object: PDFObject | undefined): string {
    return createHash('sha256').update(this.#write(object)).digest('hex');
  }

  #write(object: PDFObject | undefined): string {
    if (object === undefined) return 'null';
    if (object instanceof PDFRef) return this.#writeRef(object);
    if (object instanceof PDFStream) {
      const contents = createHash('sha256').update(object.getContents()).digest('hex');
      return `${this.#writeDict(object.dict, 'Length')}${contents}`;
    }
    if (object instanceof PDFDict) return this.#writeDict(object);
    if (object instanceof PDFArray)
      return `[${object
        .asArray()
        .map((item) => this.#write(item))
        .join(' ')}]`;
    return object.toString();
  }

  #writeRef(ref: PDFRef): string {
    const tag = ref.toString();
    const known = this.#known.get(tag);
    if (known !== undefined) return known;
    const depth = this.#open.indexOf(tag);
    if (depth >= 0) return `up ${this.#open.length - depth}`;
    this.#open.push(tag);
    const written = this.of(this.#context.lookup(ref));
    this.#open.pop();
    this.#known.set(tag, written);
    return written;
  }

  #writeDict(dict: PDFDict, without?: string): string {
    const parts = dict
      .entries()
      .map(([key, value]) => ({ name: key.decodeText(), value }))
      .filter(({ name }) => name !== without && !this.#skipped.has(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, value }) => `/${name} ${value instanceof PDFName ? value.toString() : this.#write(value)}`);
    return `<<${parts.join(' ')}>>`;
  }
}
