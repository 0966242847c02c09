import type { MappingView } from './mapping-view.js';

/** How the service of the chosen provider is called. */
export function serviceName({ mapping, providers }: MappingView): string {
  const { provider } = mapping.basic;
  return providers.find(({ id }) => id === provider)?.name ?? provider ?? '';
}
