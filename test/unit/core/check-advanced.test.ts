import { describe, expect, it } from 'vitest';

import { bind, unbind } from '../../../src/core/bind.js';
import { checkSigningMapping } from '../../../src/core/checks.js';
import { applyCommand } from '../../../src/core/commands.js';
import { slotAt } from '../../../src/core/slots.js';
import { fitSlot } from '../../../src/core/type-matrix.js';
import type { ProviderCapabilities } from '../../../src/schema/provider.js';
import type { SigningMapping } from '../../../src/schema/signing-config.js';
import { aBinding, aField, aFieldSource, aMapping, aWorkflow, someCapabilities } from '../../support/builders.js';

type Advanced = Partial<SigningMapping['advanced']>;

function brief(advanced: Advanced, capabilities: Partial<ProviderCapabilities> = {}): string[] {
  const context = { bindings: [aBinding()], capabilities: { ...someCapabilities(), ...capabilities } };
  return checkSigningMapping(aMapping({ advanced }), aWorkflow(), context).map(
    ({ code, severity, pointer }) => `${code} ${severity} ${pointer}`,
  );
}

describe('advanced settings', () => {
  it('are all optional (C-40, C-45, C-46, C-49, C-50)', () => {
    expect(brief({})).toEqual([]);
    expect(brief({ recreate: true, directoryId: 'kb-7', downloadCreator: { kind: 'creator' } })).toEqual([]);
  });

  it('want a folder id that the host takes, and only while files are downloaded (C-45)', () => {
    expect(brief({ directoryId: 'contracts/2026' })).toEqual(['ID-BAD error /advanced/directoryId']);
    expect(brief({ directoryId: 'contracts/2026', downloadInto: null })).toEqual([]);
  });

  it('take a person as the creator of downloaded files (C-46)', () => {
    expect(brief({ downloadCreator: aFieldSource('f-owner') })).toEqual([]);
    expect(brief({ downloadCreator: aFieldSource('f-contract') })).toEqual(['TYPE error /advanced/downloadCreator']);
    expect(brief({ downloadCreator: { kind: 'constant', value: 'u-1' } })).toEqual([
      'TYPE error /advanced/downloadCreator',
    ]);
  });

  it('copy to people inside, and to contacts outside that can be reached (C-49)', () => {
    const internal = [aFieldSource('f-team'), aFieldSource('f-owner'), { kind: 'creator' } as const];
    const external = [
      aFieldSource('f-supplier-mobile'),
      { ...aFieldSource('f-owner'), conversion: 'personContact' as const },
      { kind: 'constant' as const, value: 'law@example.com' },
    ];

    expect(brief({ cc: { internal, external } })).toEqual([]);
    expect(brief({ cc: { internal: [], external: [{ kind: 'constant', value: '12' }] } })).toEqual([
      'SIGN-CONTACT error /advanced/cc/external/0',
    ]);
    expect(brief({ cc: { internal: [aFieldSource('f-contract')], external: [] } })).toEqual([
      'TYPE error /advanced/cc/internal/0',
    ]);
  });

  it('say when the provider knows no copies (C-49)', () => {
    const cc = { internal: [aFieldSource('f-team')], external: [] };

    expect(brief({ cc }, { cc: false })).toEqual(['CAPABILITY error /advanced/cc/internal']);
  });

  it('open the tab at nodes of the workflow only (C-50)', () => {
    expect(brief({ openTabAt: ['n-sign-a'] })).toEqual([]);
    expect(brief({ openTabAt: ['n-gone'] })).toEqual(['GONE error /advanced/openTabAt/0']);
  });

  it('are bound and emptied like every slot (C-45, C-49)', () => {
    const mapping = aMapping();
    const contact = { kind: 'constant', value: '13800000001' } as const;
    const { doc } = applyCommand(mapping, bind(mapping, '/advanced/cc/external', contact, 'add'));

    expect(doc.advanced.cc.external).toEqual([contact]);
    expect(applyCommand(doc, bind(doc, '/advanced/cc/external', contact, 'add')).doc).toBe(doc);
    expect(unbind(mapping, '/advanced/directoryId')).toEqual({
      type: 'set',
      pointer: '/advanced/directoryId',
      value: null,
    });
    expect(fitSlot(slotAt('/advanced/cc/external')!, aField({ type: 'person' }), 'main').kind).toBe('convert');
  });
});
