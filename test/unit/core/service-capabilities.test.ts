import { describe, expect, it } from 'vitest';

import { checkSigningMapping } from '../../../src/core/checks.js';
import { chosenCapabilities } from '../../../src/core/service-capabilities.js';
import type { Binding, ProviderCapabilities, ValueSource } from '../../../src/schema/index.js';
import { aBinding, aMapping, aPartyConfig, aWorkflow, someCapabilities } from '../../support/builders.js';

const esign = {
  id: 'esign',
  capabilities: someCapabilities({ cc: true, ordered: 'native' }),
  serviceCapabilities: { public: someCapabilities({ cc: false, ordered: 'emulated' }) },
} as const;
const bindings = (['public', 'private'] as const).map(
  (serviceType) => ({ ...aBinding(), id: serviceType, provider: 'esign', serviceType }) as Binding,
);
const of = (provider: string | null, bindingId: string | null): ReturnType<typeof chosenCapabilities> =>
  chosenCapabilities({ provider, bindingId }, [esign], bindings);

describe('what the chosen service can do', () => {
  it('differs with the service type of the binding', () => {
    expect(of('esign', 'private')).toEqual(esign.capabilities);
    expect(of('esign', 'public')).toEqual({ ...esign.capabilities, cc: false, ordered: 'emulated' });
  });

  it('is what the provider says while no binding of it is chosen, and unknown without a provider', () => {
    expect(of('esign', null)).toBe(esign.capabilities);
    expect(of('esign', 'gone')).toBe(esign.capabilities);
    expect(of(null, 'public')).toBeUndefined();
    expect(of('tencent', 'public')).toBeUndefined();
  });

  it('marks the slot that the service of one binding cannot honour, and not with the other (C-49)', () => {
    const slotsWith = (bindingId: string): string[] => {
      const cc = { internal: [{ kind: 'operator' as const }], external: [] };
      const mapping = aMapping({ basic: { provider: 'esign', bindingId }, advanced: { cc } });
      return checkSigningMapping(mapping, aWorkflow(), { bindings, capabilities: of('esign', bindingId) })
        .filter(({ code }) => code === 'CAPABILITY')
        .map(({ pointer, params }) => `${pointer} ${params['capability']}`);
    };

    expect(slotsWith('public')).toEqual(['/advanced/cc/internal cc']);
    expect(slotsWith('private')).toEqual([]);
  });

  it('marks a party of several people where the service lets no one of them sign for all (C-31)', () => {
    const signers: ValueSource[] = [{ kind: 'operator' }, { kind: 'creator' }];
    const one = aPartyConfig({ id: 'one' });
    const mapping = aMapping({ required: { signers }, flow: { parties: [one, aPartyConfig({ signers })] } });
    const marked = (capabilities: ProviderCapabilities): string[] =>
      checkSigningMapping(mapping, aWorkflow(), { bindings, capabilities })
        .filter(({ params }) => params['capability'] === 'alternateSigners')
        .map(({ pointer, slot, severity }) => `${severity} ${slot} ${pointer}`);

    expect(marked(someCapabilities({ alternateSigners: false }))).toEqual([
      'error C-15 /required/signers',
      'error C-31 /flow/parties/1/signers',
    ]);
    expect(marked(someCapabilities({}))).toEqual([]);
  });

  it('warns of a field that may hold several people there, for who they are shows with the record (C-15, C-30, C-31)', () => {
    const many = {
      kind: 'field' as const,
      field: { table: 'main', field: 'f-many', label: '签署人员', type: 'persons' as const },
    };
    const one = { ...many, field: { ...many.field, type: 'person' as const } };
    const of = (signers: ValueSource[], capabilities: ProviderCapabilities): string[] => {
      const mapping = aMapping({
        required: { signers },
        flow: {
          addParties: { fixed: true, dynamic: true },
          parties: [aPartyConfig({ signers })],
          dynamicParties: { ...aMapping().flow.dynamicParties, signer: signers[0] ?? null },
        },
      });
      return checkSigningMapping(mapping, aWorkflow(), { bindings, capabilities })
        .filter(({ code }) => code === 'SIGN-MANY')
        .map(({ pointer, slot, severity, params }) => `${severity} ${slot} ${pointer} ${params['name']}`);
    };

    expect(of([many], someCapabilities({ alternateSigners: false }))).toEqual([
      'warning C-15 /required/signers 签署人员',
      'warning C-31 /flow/parties/0/signers 签署人员',
      'warning C-30 /flow/dynamicParties/signer 签署人员',
    ]);
    expect(of([one], someCapabilities({ alternateSigners: false }))).toEqual([]);
    expect(of([many], someCapabilities({}))).toEqual([]);
  });
});
