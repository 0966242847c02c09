import { randomBytes } from 'node:crypto';

import { EsignError } from '../../src/core/errors.js';
import type { Handwriting, PhonePad, PhonePadNews } from '../../src/schema/index.js';
import type { HostSession } from '../http/session.js';
import { sha256Of } from '../store/files.js';
import { newId } from '../store/ids.js';
import { asSystem } from '../store/tenant-scope.js';
import type { HostContext } from './context.js';

/** How long the code waits for a phone and for the signature together. */
const LIFE_MS = 5 * 60_000;

/** What a phone got for the link: only it can write on the pad now. */
export interface OpenedPad {
  readonly pass: string;
  readonly expiresAt: string;
}

/**
 * Makes the pad of a person, in the place of the one before. The secret stands behind the `#` of the address, which browsers
 * send to nobody, so that no log keeps it; of it and of what the phone gets for it only hashes are stored.
 */
export async function openPhonePad(context: HostContext, { tenantId, userId }: HostSession): Promise<PhonePad> {
  const secret = newSecret();
  const pad = {
    id: newId('pad'),
    link_hash: sha256Of(secret),
    phone_hash: null,
    ink: null,
    expires_at: new Date(context.clock().getTime() + LIFE_MS).toISOString(),
  };
  await context.db
    .insertInto('phone_pads')
    .values({ tenant_id: tenantId, user_id: userId, ...pad })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id']).doUpdateSet(pad))
    .execute();
  return { id: pad.id, address: `${context.publicUrl}/pad#${secret}`, expiresAt: pad.expires_at };
}

/** @throws EsignError `not-found` for a pad of somebody else, and for one that was closed or replaced. */
export async function getPhonePad(
  context: HostContext,
  { tenantId, userId }: HostSession,
  id: string,
): Promise<PhonePadNews> {
  const row = await context.db
    .selectFrom('phone_pads')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new EsignError('not-found', 'no such pad');
  if (row.expires_at <= nowIn(context)) return { state: 'expired', ink: null };
  if (row.ink) return { state: 'arrived', ink: row.ink };
  return { state: row.phone_hash === null ? 'waiting' : 'opened', ink: null };
}

/** @throws EsignError `not-found`. */
export async function closePhonePad(
  context: HostContext,
  { tenantId, userId }: HostSession,
  id: string,
): Promise<void> {
  const gone = await context.db
    .deleteFrom('phone_pads')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (!gone) throw new EsignError('not-found', 'no such pad');
}

/**
 * Takes the link of a pad, once: who opens it later gets nothing, and the person sees that a phone has it.
 *
 * @throws EsignError `not-found` for a link that is forged, used up, closed or too old; which one is not said.
 */
export async function takePhonePad(context: HostContext, secret: string): Promise<OpenedPad> {
  const pass = newSecret();
  // who has a link is in no tenant yet; its hash names one row of all
  const row = await asSystem(() =>
    context.db
      .updateTable('phone_pads')
      .set({ phone_hash: sha256Of(pass) })
      .where('link_hash', '=', sha256Of(secret))
      .where('phone_hash', 'is', null)
      .where('expires_at', '>', nowIn(context))
      .returning('expires_at')
      .executeTakeFirst(),
  );
  if (!row) throw new EsignError('not-found', 'no pad for this link');
  return { pass, expiresAt: row.expires_at };
}

/**
 * Takes what was written on a phone, once. It is no seal yet: the person sees it first and keeps it, or does not.
 *
 * @throws EsignError `not-found` as for a link, and for a pad that was written on.
 */
export async function writeOnPhonePad(context: HostContext, pass: string, ink: Handwriting): Promise<void> {
  const row = await asSystem(() =>
    context.db
      .updateTable('phone_pads')
      .set({ ink: JSON.stringify(ink) })
      .where('phone_hash', '=', sha256Of(pass))
      .where('ink', 'is', null)
      .where('expires_at', '>', nowIn(context))
      .returning('id')
      .executeTakeFirst(),
  );
  if (!row) throw new EsignError('not-found', 'no pad to write on');
}

/** What a person wrote and did not keep is nobody's to keep. */
export async function forgetPhonePads(context: HostContext): Promise<void> {
  await context.db.deleteFrom('phone_pads').where('expires_at', '<=', nowIn(context)).execute();
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function nowIn({ clock }: HostContext): string {
  return clock().toISOString();
}
