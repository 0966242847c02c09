import { EsignError } from '../../src/core/errors.js';
import {
  Binding,
  BindingInput,
  SCHEMA_VERSION,
  type ErrorCode,
  type InputError,
  type ProviderDescriptor,
  type SecretState,
} from '../../src/schema/index.js';
import { alternatives, isSecret } from '../observe/redact.js';

/** A binding as it was written, with the secrets apart. */
export interface BindingForm {
  readonly plain: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Every secret that a binding of this kind may have. */
  readonly secretNames: readonly string[];
}

/** The members of a stored binding that its form does not have. */
export interface BindingFacts {
  readonly id: string;
  readonly callbackAddresses: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lastSyncedAt: string | null;
  readonly lastSyncChanges?: Binding['lastSyncChanges'];
  readonly organizationFault?: ErrorCode;
}

/** Takes the secrets out; what a secret is, the schema says. */
export function readForm(input: BindingInput): BindingForm {
  const shape = shapeOf(input);
  const secretNames = Object.keys(shape).filter((name) => isSecret(shape[name] as Parameters<typeof isSecret>[0]));
  const entries = Object.entries(input);
  return {
    plain: Object.fromEntries(entries.filter(([name]) => !secretNames.includes(name))),
    secrets: Object.fromEntries(
      entries.filter((entry): entry is [string, string] => secretNames.includes(entry[0]) && entry[1] !== undefined),
    ),
    secretNames,
  };
}

function shapeOf(input: BindingInput): Record<string, unknown> {
  const schema = alternatives(BindingInput).find((candidate) => candidate.safeParse(input).success);
  if (!schema) throw new Error('a binding that was parsed is of no known kind');
  return (schema._zod.def as unknown as { shape: Record<string, unknown> }).shape;
}

/** The binding as it is stored and shown: of each secret only what may be seen (B-07). */
export function toBinding(form: BindingForm, facts: BindingFacts, before: Binding | null): Binding {
  const states = form.secretNames.map((name) => [name, stateOf(form.secrets[name], facts.updatedAt, before, name)]);
  return Binding.parse({ schemaVersion: SCHEMA_VERSION, ...form.plain, ...Object.fromEntries(states), ...facts });
}

/** Four characters tell an admin which secret it is; of a short one they would tell too much. */
const LENGTH_TO_SHOW_OF = 12;

function stateOf(secret: string | undefined, at: string, before: Binding | null, name: string): SecretState {
  if (secret !== undefined) {
    return { setAt: at, last4: secret.length >= LENGTH_TO_SHOW_OF ? secret.slice(-4) : null };
  }
  return secretStateOf(before, name) ?? { setAt: null, last4: null };
}

function secretStateOf(binding: Binding | null, name: string): SecretState | undefined {
  return (binding as Record<string, unknown> | null)?.[name] as SecretState | undefined;
}

/**
 * Refuses a form without a secret that the provider needs.
 *
 * @throws EsignError `invalid-input` with the field of each one.
 */
export function requireSecrets(form: BindingForm, { fields }: ProviderDescriptor, before: Binding | null): void {
  const missing = fields.filter(
    ({ name, required, secret }) =>
      required &&
      secret &&
      form.secretNames.includes(name) &&
      form.secrets[name] === undefined &&
      !secretStateOf(before, name)?.setAt,
  );
  if (missing.length === 0) return;
  const errors = missing.map(({ name }): InputError => ({
    pointer: `/${name}`,
    code: 'required',
    message: 'this secret has not been set yet',
  }));
  throw new EsignError('invalid-input', `${missing.length} secrets are missing`, { errors });
}
