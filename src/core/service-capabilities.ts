import type { Binding } from '../schema/binding.js';
import type { ProviderCapabilities, ProviderDescriptor, ServiceType } from '../schema/provider.js';

type Described = Pick<ProviderDescriptor, 'capabilities' | 'serviceCapabilities'>;

/** One object for each difference, for what is derived from capabilities is kept by it. */
const whole = new WeakMap<object, ProviderCapabilities>();

/** What a provider's service of one type can do; without a type, what all of them can. */
export function serviceCapabilities(
  { capabilities, serviceCapabilities: others }: Described,
  serviceType: ServiceType | undefined,
): ProviderCapabilities {
  const other = serviceType && others?.[serviceType];
  if (!other) return capabilities;
  const known = whole.get(other);
  if (known) return known;
  const made = { ...capabilities, ...other };
  whole.set(other, made);
  return made;
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
