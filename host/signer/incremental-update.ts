import { createHash } from 'node:crypto';

import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFString,
  type PDFDocument,
  type PDFObject,
  type PDFRef,
} from '@cantoo/pdf-lib';

import { EsignError } from '../../src/core/errors.js';

/** An object of the update: one of the PDF library, or text that is written as it stands. */
export interface UpdatedObject {
  readonly ref: PDFRef;
  readonly value: PDFObject | string;
}

/** The last cross-reference section of a file. */
interface LastSection {
  readonly offset: number;
  readonly kind: 'table' | 'stream';
  readonly size: number;
}

/**
 * Appends changed objects to a PDF, byte for byte behind what is there (ISO 32000-2, 7.5.6), so that earlier signatures
 * stay valid. It continues with the kind of cross-reference that the file ends with: a table that points back at a stream
 * is not allowed, and some readers then drop the whole file. That is why the library's own `commit()` is not used.
 */
export class IncrementalUpdate {
  readonly #original: Uint8Array;
  readonly #pdf: PDFDocument;
  readonly #last: LastSection;
  readonly #firstNewNumber: number;
  readonly #changed = new Map<number, UpdatedObject>();

  constructor(original: Uint8Array, pdf: PDFDocument) {
    this.#original = original;
    this.#pdf = pdf;
    this.#last = findLastSection(original);
    // the library does not count cross-reference streams as objects, the file does
    pdf.context.largestObjectNumber = Math.max(pdf.context.largestObjectNumber, this.#last.size - 1);
    this.#firstNewNumber = pdf.context.largestObjectNumber + 1;
  }

  /** Marks an object of the file as changed, or writes `value` in its place. Objects registered since are new by themselves. */
  change(ref: PDFRef, value: PDFObject | string): void {
    this.#changed.set(ref.objectNumber, { ref, value });
  }

  /** The file with the update behind it. */
  toBytes(): Uint8Array {
    const { context } = this.#pdf;
    for (const [ref, value] of context.enumerateIndirectObjects()) {
      if (ref.objectNumber >= this.#firstNewNumber && !this.#changed.has(ref.objectNumber)) this.change(ref, value);
    }
    const parts: Uint8Array[] = [this.#original];
    let length = this.#original.length;
    const write = (bytes: Uint8Array): void => {
      parts.push(bytes);
      length += bytes.length;
    };
    write(latin1('\n'));
    const entries: Entry[] = [];
    for (const { ref, value } of [...this.#changed.values()].sort((a, b) => a.ref.objectNumber - b.ref.objectNumber)) {
      entries.push({ number: ref.objectNumber, generation: ref.generationNumber, offset: length });
      write(latin1(`${ref.objectNumber} ${ref.generationNumber} obj\n`));
      write(typeof value === 'string' ? latin1(value) : serialize(value));
      write(latin1('\nendobj\n'));
    }
    const offset = length;
    const stream = this.#last.kind === 'stream';
    const number = context.largestObjectNumber + 1;
    if (stream) entries.push({ number, generation: 0, offset });
    const trailer = this.#trailer(number + (stream ? 1 : 0), parts);
    write(stream ? xrefStream(number, entries, trailer) : latin1(`${xrefTable(entries)}trailer\n<<${trailer}>>\n`));
    write(latin1(`startxref\n${offset}\n%%EOF\n`));
    return new Uint8Array(Buffer.concat(parts));
  }

  #trailer(size: number, parts: readonly Uint8Array[]): string {
    const { Root, Info, ID } = this.#pdf.context.trailerInfo;
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    const fresh = `<${hash.digest('hex').slice(0, 32)}>`;
    const first = ID instanceof PDFArray && ID.size() > 0 ? ID.get(0) : undefined;
    const kept = first instanceof PDFHexString || first instanceof PDFString ? first.toString() : fresh;
    const info = Info && !(Info instanceof PDFDict) ? ` /Info ${Info.toString()}` : '';
    return ` /Size ${size} /Root ${String(Root)}${info} /ID [${kept} ${fresh}] /Prev ${this.#last.offset} `;
  }
}

interface Entry {
  readonly number: number;
  readonly generation: number;
  readonly offset: number;
}

function xrefTable(entries: readonly Entry[]): string {
  let text = 'xref\n';
  for (const run of runsOf(entries)) {
    text += `${run[0]?.number ?? 0} ${run.length}\n`;
    for (const { offset, generation } of run) {
      text += `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n \n`;
    }
  }
  return text;
}

function xrefStream(number: number, entries: readonly Entry[], trailer: string): Uint8Array {
  const rows = Buffer.alloc(entries.length * 7);
  entries.forEach(({ offset, generation }, index) => {
    rows.writeUInt8(1, index * 7);
    rows.writeUInt32BE(offset, index * 7 + 1);
    rows.writeUInt16BE(generation, index * 7 + 5);
  });
  const index = runsOf(entries).map((run) => `${run[0]?.number ?? 0} ${run.length}`);
  const dict = `<< /Type /XRef /W [1 4 2] /Index [${index.join(' ')}] /Length ${rows.length}${trailer}>>`;
  return Buffer.concat([latin1(`${number} 0 obj\n${dict}\nstream\n`), rows, latin1('\nendstream\nendobj\n')]);
}

/** Entries of numbers that follow each other share a header. */
function runsOf(entries: readonly Entry[]): Entry[][] {
  const runs: Entry[][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    if (run && run.at(-1)?.number === entry.number - 1) run.push(entry);
    else runs.push([entry]);
  }
  return runs;
}

/**
 * The place where the file says its last cross-reference is must hold one. A file that readers repair silently is refused:
 * what they repair to is not certain to be what was signed.
 */
function findLastSection(bytes: Uint8Array): LastSection {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tail = text.subarray(Math.max(0, text.length - 2048)).toString('latin1');
  const offset = Number([...tail.matchAll(/startxref\s+(\d+)/g)].at(-1)?.[1] ?? Number.NaN);
  if (!(offset > 0 && offset < text.length)) throw new EsignError('file-damaged', 'the PDF has no cross-reference');
  const head = text.subarray(offset, offset + 32).toString('latin1');
  const table = /^\s*xref\s/.test(head);
  if (!table && !/^\s*\d+\s+\d+\s+obj/.test(head)) {
    throw new EsignError('file-damaged', 'the cross-reference of the PDF is not where the file says');
  }
  const dictStart = table ? text.indexOf('trailer', offset) : offset;
  const dictEnd = table ? text.indexOf('startxref', dictStart) : text.indexOf('stream', dictStart);
  const size = /\/Size\s+(\d+)/.exec(text.subarray(dictStart, dictEnd).toString('latin1'))?.[1];
  return { offset, kind: table ? 'table' : 'stream', size: Number(size ?? 0) };
}

function serialize(value: PDFObject): Uint8Array {
  const buffer = new Uint8Array(value.sizeInBytes());
  value.copyBytesInto(buffer, 0);
  return buffer;
}

function latin1(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
