import type { Binding } from '../schema/binding.js';
import type { ProviderCapabilities, ProviderDescriptor, ServiceType } from '../schema/provider.js';

type Described = Pick<ProviderDescriptor, 'capabilities' | 'serviceCapabilities'>;

/** What a provider's service of one type can do; without a type, what `capabilities` say. */
export function serviceCapabilities(
  { capabilities, serviceCapabilities: others }: Described,
  serviceType: ServiceType | undefined,
): ProviderCapabilities {
  return (serviceType && others?.[serviceType]) ?? capabilities;
}

/** What the service of a mapping's binding can do, as far as provider and binding are chosen. */
export function chosenCapabilities(
  { provider, bindingId }: { readonly provider: string | null; readonly bindingId: string | null },
  providers: readonly (Described & Pick<ProviderDescriptor, 'id'>)[],
  bindings: readonly Pick<Binding, 'id' | 'provider' | 'serviceType'>[],
): ProviderCapabilities | undefined {
  const described = providers.find(({ id }) => id === provider);
  const binding = bindings.find((candidate) => candidate.id === bindingId && candidate.provider === provider);
  return described && serviceCapabilities(described, binding?.serviceType);
}
