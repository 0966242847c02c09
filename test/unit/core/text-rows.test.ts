import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkLabels } from '../../../src/core/check-labels.js';
import { applyCommand } from '../../../src/core/commands.js';
import { emptySigningMapping } from '../../../src/core/empty-mapping.js';
import {
  exportTexts,
  importTexts,
  isMissing,
  LANGUAGES,
  LABELLED_BUTTONS,
  textCommand,
  textRows,
  usedLanguages,
} from '../../../src/core/text-rows.js';
import type { SigningMapping } from '../../../src/schema/signing-config.js';
import { SigningMapping as Schema } from '../../../src/schema/signing-config.js';

const empty = emptySigningMapping('wf', '采购');
const rowAt = (mapping: SigningMapping, pointer: string) => textRows(mapping).find((row) => row.pointer === pointer)!;

function withTexts(texts: readonly (readonly [string, (typeof LANGUAGES)[number], string])[]): SigningMapping {
  return texts.reduce(
    (mapping, [pointer, locale, value]) =>
      applyCommand(mapping, textCommand(rowAt(mapping, pointer), locale, value)).doc,
    empty,
  );
}

describe('texts in several languages', () => {
  it('has a row for every button (C-60), the tab (C-51), the prompt (C-52) and each message of an operation (C-70)', () => {
    const mapping: SigningMapping = {
      ...empty,
      operations: [
        {
          id: 'o1',
          kind: 'node',
          target: 'n1',
          timing: 'after',
          operation: 'verifySigned',
          message: { en: 'Sign first' },
        },
        { id: 'o2', kind: 'node', target: 'n1', timing: 'after', operation: 'remind', message: {} },
      ],
    };

    const rows = textRows(mapping);

    expect(rows.filter(({ kind }) => kind === 'button').map(({ name }) => name)).toEqual(LABELLED_BUTTONS);
    expect(rows.filter(({ kind }) => kind !== 'button').map(({ pointer }) => pointer)).toEqual([
      '/advanced/tabName',
      '/advanced/prompts/notSignedText',
      '/operations/0/message',
    ]);
  });

  it('leaves no trace of a label that was typed and deleted again (C-60)', () => {
    const typed = withTexts([['/buttons/sign', 'en', 'Sign here']]);

    const deleted = applyCommand(typed, textCommand(rowAt(typed, '/buttons/sign'), 'en', '')).doc;

    expect(typed.buttons.sign).toEqual({ en: 'Sign here' });
    expect(deleted).toEqual(empty);
  });

  it('calls a text missing only in a language that other texts have (C-60)', () => {
    const rows = textRows(
      withTexts([
        ['/buttons/sign', 'en', 'Sign'],
        ['/buttons/view', 'zh-CN', '看'],
      ]),
    );
    const used = usedLanguages(rows);

    expect(used).toEqual(['zh-CN', 'en']);
    expect(rows.filter((row) => isMissing(row, 'en', used)).map(({ name }) => name)).toEqual(['view']);
    expect(rows.some((row) => isMissing(row, 'ja', used))).toBe(false);
  });

  it('carries all texts out and in as CSV without a change, for any texts (C-51, C-52, C-60)', () => {
    const pointer = fc.constantFrom(...textRows(empty).map((row) => row.pointer));
    const text = fc
      .oneof(fc.string({ minLength: 1, maxLength: 20 }), fc.constantFrom('签,署', '"x"', '=1', "'-"))
      .map((value) => value.trim());
    const texts = fc.array(fc.tuple(pointer, fc.constantFrom(...LANGUAGES), text), { maxLength: 12 });

    fc.assert(
      fc.property(texts, (list) => {
        const mapping = withTexts(list);
        const csv = exportTexts(textRows(mapping));

        const same = importTexts(textRows(mapping), csv);
        const fresh = importTexts(textRows(empty), csv);

        expect(same).toEqual({ command: { type: 'batch', commands: [] }, changed: 0, faults: [] });
        expect(applyCommand(empty, fresh.command).doc).toEqual(mapping);
        expect(Schema.safeParse(mapping).success).toBe(true);
      }),
    );
  });

  it('says which lines of a table it could not take, and takes the others', () => {
    const csv = `en,key\nSign here,/buttons/sign\nX,/buttons/none\n${'x'.repeat(501)},/buttons/view\n`;

    const { command, changed, faults } = importTexts(textRows(empty), csv);

    expect(applyCommand(empty, command).doc.buttons).toEqual({ sign: { en: 'Sign here' } });
    expect(changed).toBe(1);
    expect(faults).toEqual([
      { line: 3, reason: 'unknownKey', key: '/buttons/none' },
      { line: 4, reason: 'tooLong', key: '/buttons/view' },
    ]);
  });

  it('refuses what is no table of texts', () => {
    expect(importTexts(textRows(empty), 'a,b\n1,2').faults).toEqual([{ line: 1, reason: 'noKey', key: 'a' }]);
    expect(importTexts(textRows(empty), 'key,"x').faults).toEqual([{ line: 1, reason: 'unreadable', key: '' }]);
  });
});

describe('checks of texts', () => {
  it('warns of two buttons that read the same in one language (C-60)', () => {
    const mapping = withTexts([
      ['/buttons/sign', 'en', 'OK'],
      ['/buttons/view', 'en', ' OK '],
      ['/buttons/launch', 'zh-CN', 'OK'],
    ]);

    expect(checkLabels(mapping)).toMatchObject([
      {
        code: 'LABEL-DUP',
        severity: 'warning',
        slot: 'C-60',
        pointer: '/buttons/view',
        params: { other: 'sign', language: 'en' },
      },
    ]);
  });

  it('warns of a label or tab name that is too long, counting signs and not code units (C-51, C-60)', () => {
    const mapping = withTexts([
      ['/buttons/sign', 'zh-CN', '🖋'.repeat(16)],
      ['/buttons/view', 'zh-CN', '看'.repeat(17)],
      ['/advanced/tabName', 'en', 'x'.repeat(13)],
    ]);

    expect(checkLabels(mapping).map(({ code, pointer }) => [code, pointer])).toEqual([
      ['LABEL-LONG', '/buttons/view'],
      ['LABEL-LONG', '/advanced/tabName'],
    ]);
  });
});
