import type { Selectable } from 'kysely';

import { EsignError } from '../../src/core/errors.js';
import type { Upload } from '../../src/schema/index.js';
import type { Once } from '../http/idempotency.js';
import type { HostSession } from '../http/session.js';
import type { Queries } from '../store/database.js';
import { detectFileType, MEDIA_TYPES } from '../signer/file-type.js';
import { newId } from '../store/ids.js';
import type { Tables } from '../store/tables.js';
import { nowOf, transact, type HostContext } from './context.js';

type FileRow = Selectable<Tables['files']>;

/** The name of an upload, from its `Content-Disposition`; what could lead out of a folder is left away. */
export function nameOfUpload(header: string | null): string {
  const extended = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(header ?? '')?.[1];
  const plain = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))/i.exec(header ?? '');
  let name = plain?.[1] ?? plain?.[2]?.trim() ?? '';
  if (extended !== undefined) {
    try {
      name = decodeURIComponent(extended.trim());
    } catch {
      // a broken escape: the plain name, if there is one, has to do
    }
  }
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '').trim();
  return [...clean].slice(-120).join('') || 'file';
}

/**
 * Takes in a file. Its type is decided by its content.
 *
 * @throws EsignError `file-type-not-supported`, `invalid-input` for an empty file.
 */
export async function takeIn(
  context: HostContext,
  session: HostSession,
  file: { bytes: Uint8Array; name: string },
  once: Once,
): Promise<Upload> {
  if (file.bytes.byteLength === 0) {
    throw new EsignError('invalid-input', 'the file is empty', {
      errors: [{ pointer: '', code: 'empty-file', message: 'the file is empty' }],
    });
  }
  const type = detectFileType(file.bytes);
  if (!type) throw new EsignError('file-type-not-supported', 'the content is of no known type');
  const mediaType = MEDIA_TYPES[type];
  const sha256 = await context.files.put(file.bytes);
  const upload: Upload = { fileId: newId('file'), name: file.name, sha256, size: file.bytes.byteLength, mediaType };
  await transact(context, async (tx) => {
    await tx
      .insertInto('files')
      .values({
        tenant_id: session.tenantId,
        id: upload.fileId,
        sha256,
        name: upload.name,
        media_type: mediaType,
        size: upload.size,
        owner_id: session.userId,
        created_at: nowOf(context),
      })
      .execute();
    await once.keep(tx, upload);
  });
  return upload;
}

async function findFile(queries: Queries, tenantId: string, id: string): Promise<FileRow | undefined> {
  return queries
    .selectFrom('files')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** A file that the person took in. @throws EsignError `not-found`. */
export async function findOwnFile(queries: Queries, session: HostSession, id: string): Promise<FileRow> {
  const row = await findFile(queries, session.tenantId, id);
  if (row?.owner_id !== session.userId) throw new EsignError('not-found', 'no such file');
  return row;
}

/** A file that the person took in, or that the OA lets them read. @throws EsignError `not-found`. */
export async function readableFile(context: HostContext, session: HostSession, id: string): Promise<FileRow> {
  const row = await findFile(context.db, session.tenantId, id);
  if (row && row.owner_id === session.userId) return row;
  if (row && (await context.oa.mayReadFile(session.tenantId, id, session.userId))) return row;
  throw new EsignError('not-found', 'no such file');
}
