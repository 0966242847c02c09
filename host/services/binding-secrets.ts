/** The secrets of bindings, in clear, for the adapters that need them. Nothing that a person reads may come from here. */
export interface BindingSecrets {
  /**
   * Every stored secret of a binding by the name of its field; empty when it has none.
   *
   * @throws EsignError `secret-unreadable` when the key is gone or the stored text was changed.
   */
  read(tenantId: string, bindingId: string): Promise<Record<string, string>>;
}
