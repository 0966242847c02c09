import { describe, expect, it } from 'vitest';

import { checkSigningMapping } from '../../../src/core/checks.js';
import { chosenCapabilities } from '../../../src/core/service-capabilities.js';
import type { Binding } from '../../../src/schema/index.js';
import { aBinding, aMapping, aWorkflow, someCapabilities } from '../../support/builders.js';

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
});
