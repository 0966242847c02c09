/** Registers an element unless the name is taken: two bundles on one page, or a hot reload, must not throw. */
export function define(name: string, constructor: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, constructor);
}
