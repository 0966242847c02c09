import { describe, expect, it } from 'vitest';

import { checkWithRecord } from '../../../src/core/check-record.js';
import { applyCommand } from '../../../src/core/commands.js';
import { fixesOf } from '../../../src/core/fixes.js';
import type { ResolveContext } from '../../../src/core/resolve.js';
import type { FieldValues } from '../../../src/schema/form.js';
import type { SigningMapping } from '../../../src/schema/signing-config.js';
import {
  aFieldRef,
  aFieldSource,
  aMapping,
  aPartyConfig,
  aRecord,
  aSealUseMapping,
  aWorkflow,
} from '../../support/builders.js';

const person = { userId: 'u-1', name: '李明' };

function file(name: string) {
  return { fileId: 'file-1', name, size: 10, mediaType: 'application/pdf', sha256: 'a'.repeat(64) };
}

function contextOf(values: FieldValues): ResolveContext {
  return {
    record: { ...aRecord(), values: { ...aRecord().values, ...values } },
    workflow: aWorkflow(),
    operator: { userId: 'u-9', name: '操作人' },
    now: '2026-11-28T08:00:00Z',
  };
}

const fine: FieldValues = {
  'f-contract': [file('合同.PDF')],
  'f-signer-a': person,
  'f-signer-b': { userId: 'u-2', name: '王芳' },
  'f-deadline': '2026-12-31',
};
const pdfOnly = { fileExtensions: ['pdf'] };

function brief(mapping: SigningMapping, values: FieldValues): string[] {
  return checkWithRecord(mapping, contextOf({ ...fine, ...values }), pdfOnly).map(
    ({ code, severity, pointer }) => `${code} ${severity} ${pointer}`,
  );
}

const withDeadline = aMapping({ optional: { deadline: { kind: 'field', field: aFieldRef('f-deadline') } } });

describe('checks with a record', () => {
  it('find nothing where the record is fine, also on the last day', () => {
    expect(brief(withDeadline, {})).toEqual([]);
    expect(brief(withDeadline, { 'f-deadline': '2026-11-28' })).toEqual([]);
  });

  it('warn of a file slot that is empty (C-13, FILE-NONE)', () => {
    expect(brief(aMapping(), { 'f-contract': [] })).toEqual(['FILE-NONE warning /required/documents/0']);
  });

  it('warn of a file that cannot be signed (C-13, FILE-TYPE)', () => {
    expect(brief(aMapping(), { 'f-contract': [file('表.xlsx')] })).toEqual(['FILE-TYPE warning /required/documents/0']);
    expect(brief(aMapping(), { 'f-contract': [file('没有后缀')] })).toEqual([
      'FILE-TYPE warning /required/documents/0',
    ]);
  });

  it('warn of a deadline that is over, which days after launch settle (C-23, DATE-PAST)', () => {
    expect(brief(withDeadline, { 'f-deadline': '2026-11-27' })).toEqual(['DATE-PAST warning /optional/deadline']);

    const [found] = checkWithRecord(withDeadline, contextOf({ ...fine, 'f-deadline': '2026-11-27' }));
    const [fix] = fixesOf(found!, withDeadline, aWorkflow(), { bindings: [] });

    expect(brief(applyCommand(withDeadline, fix!.command).doc, { 'f-deadline': '2026-11-27' })).toEqual([]);
  });

  it('warn of two parties that are one person; merging keeps the positions (C-31, SIGN-DUP)', () => {
    const mapping = aMapping({
      flow: {
        parties: [aPartyConfig({ id: 'party-b' })],
        placements: [
          {
            id: 'rule-1',
            party: 'party-b',
            source: null,
            mark: 'seal',
            position: { kind: 'free' },
            policy: 'free',
            signingDate: null,
          },
        ],
      },
    });
    expect(brief(mapping, { 'f-signer-b': person })).toEqual(['SIGN-DUP warning /flow/parties/0/signers']);

    const [found] = checkWithRecord(mapping, contextOf({ ...fine, 'f-signer-b': person }));
    const [fix] = fixesOf(found!, mapping, aWorkflow(), { bindings: [] });
    const { doc } = applyCommand(mapping, fix!.command);

    expect(brief(doc, { 'f-signer-b': person })).toEqual([]);
    expect(doc.flow.placements.map(({ party }) => party)).toEqual(['initiator']);
  });

  it('warn of a file name that a field makes illegal, with what it becomes (C-44, NAME-FIXED)', () => {
    const mapping = aMapping({ advanced: { namingRule: [{ kind: 'field', field: aFieldRef('f-title') }] } });
    expect(brief(mapping, { 'f-title': '合同 A' })).toEqual([]);
    expect(brief(mapping, { 'f-title': 'A/B 合同' })).toEqual(['NAME-FIXED warning /advanced/namingRule']);
    const [found] = checkWithRecord(mapping, contextOf({ ...fine, 'f-title': 'A/B 合同' }));
    expect(found?.params['fixed']).toBe('A_B 合同');
  });

  it('warn of a count of seal uses that is none (P-06, P-10, COUNT-BAD)', () => {
    const count = aFieldSource('f-use-count');
    const mapping = aSealUseMapping({ apply: { useCount: count }, append: { count } });
    const codes = (value: number | null): string[] =>
      checkWithRecord(mapping, contextOf({ 'f-use-count': value })).map(({ code, pointer }) => `${code} ${pointer}`);
    expect(codes(2)).toEqual([]);
    expect(codes(null)).toEqual([]);
    // nothing to append is no fault: nothing is asked for then
    expect(codes(0)).toEqual(['COUNT-BAD /apply/useCount']);
    expect(codes(1.5)).toHaveLength(2);
  });
});
