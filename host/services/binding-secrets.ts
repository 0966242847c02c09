import type { Tx } from '../store/database.js';

/** The secrets of bindings, in clear, for the adapters that need them. Nothing that a person reads may come from here. */
export interface BindingSecrets {
  /**
   * Every stored secret of a binding by the name of its field; empty when it has none.
   *
   * @throws EsignError `secret-unreadable` when the key is gone or the stored text was changed.
   */
  read(tenantId: string, bindingId: string): Promise<Record<string, string>>;
}

/** What changes a binding also writes its secrets, in the same transaction. */
export interface SecretStore extends BindingSecrets {
  /** Stores secrets by the names of their fields; those that are not named keep their value. */
  write(
    tx: Tx,
    place: { readonly tenantId: string; readonly bindingId: string; readonly at: string },
    secrets: Readonly<Record<string, string>>,
  ): Promise<void>;
  remove(tx: Tx, tenantId: string, bindingId: string): Promise<void>;
}
