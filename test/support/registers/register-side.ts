import type { SignatureProvider } from '../../../host/providers/provider.js';
import type { Binding, BindingInput, RefValue, SealUse, SealUseEvent } from '../../../src/schema/index.js';
import type { CallbackSender, OutgoingCallback } from '../../simulators/kit/callback-sender.js';

/** A simulated register of physical seals with its adapter, as far as all registers are alike. */
export interface RegisterSide {
  /** Its name in a time line. */
  readonly name: string;
  readonly provider: SignatureProvider;
  readonly url: string;
  readonly fileType: RefValue;
  readonly seal: RefValue;
  /** Parts of the paths of its calls. */
  readonly paths: { readonly apply: string; readonly detail: string };
  readonly receipt: string;
  readonly callbacks: CallbackSender;
  bindingAt(url: string): BindingInput;
  connect(binding: Binding): void;
  /** How callbacks are written. */
  writes(form: 'form' | 'json'): void;
  /** How many applications it has. */
  count(): number;
  /** The codes of the application for a seal use of ours, as they are written into a form. */
  codeOf(sealUse: Pick<SealUse, 'id'>): string;
  stamp(sealUse: Pick<SealUse, 'id'>): void;
  /** Something happens there and is reported. */
  happen(sealUse: Pick<SealUse, 'id'>, event: SealUseEvent): void;
  setUsable(isUsable: boolean): void;
  /** Whether applications wait for somebody inside. */
  setApproval(isNeeded: boolean): void;
  /** A callback about a seal use of ours, or about a stranger's, that says what did not happen. */
  forgery(sealUse: Pick<SealUse, 'id'> | null): Omit<OutgoingCallback, 'address'>;
  close(): Promise<void>;
}

export type OpenRegisterSide<S extends RegisterSide = RegisterSide> = (options: {
  readonly clock: () => Date;
  readonly send: (callback: OutgoingCallback) => Promise<Response>;
}) => Promise<S>;
