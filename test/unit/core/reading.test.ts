import { describe, expect, it } from 'vitest';

import { isRead, readingGap, ReadingLog } from '../../../src/core/reading.js';
import { anEnvelopeDocument } from '../../support/builders.js';

const box = { cropBox: [0, 0, 595, 842] as [number, number, number, number], userUnit: 1, rotation: 0 as const };
const documents = ['a', 'b'].map((id) => anEnvelopeDocument({ id, pages: [box, box] }));

describe('reading before a signature', () => {
  it('adds up what was shown, page by page, and tells no page of less than a second', () => {
    const log = new ReadingLog();
    log.add('a', 0, 700);
    log.add('a', 0, 700);
    log.add('a', 1, 900);

    expect(log.pages()).toEqual([{ documentId: 'a', pageIndex: 0, seconds: 1 }]);
    log.clear();
    expect(log.pages()).toEqual([]);
  });

  it('asks for the time in all and for the last page of each document', () => {
    const terms = { minSeconds: 10, toEnd: true };
    const page = (documentId: string, pageIndex: number, seconds: number) => ({ documentId, pageIndex, seconds });

    expect(readingGap(terms, [page('a', 0, 4), page('a', 1, 1)], documents)).toEqual({ secondsLeft: 5, unread: ['b'] });
    expect(isRead(readingGap(terms, [page('a', 1, 9), page('b', 1, 1)], documents))).toBe(true);
    expect(isRead(readingGap({ minSeconds: 0, toEnd: false }, [], documents))).toBe(true);
  });
});
