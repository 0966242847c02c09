import { EsignError } from '../../src/core/errors.js';
import { addPhotos } from '../../src/core/seal-use.js';
import type { SealUse, SealUsePhoto } from '../../src/schema/index.js';
import type { HostSession } from '../http/session.js';
import type { RegisterPhoto } from '../providers/seal-register.js';
import { detectFileType, MEDIA_TYPES } from '../signer/file-type.js';
import { pictureSize } from '../signer/picture-size.js';
import { sha256Of } from '../store/files.js';
import { newId } from '../store/ids.js';
import { findPhoto, insertPhoto, listKnownPhotos, type SealUsePhotoRow } from '../store/seal-use-photos.js';
import { nowOf, type HostContext } from './context.js';
import { changeSealUse } from './seal-use-changes.js';

/** Of one seal use; a register that has more of them is not asked for the rest. */
export const MAX_PHOTOS = 1000;
const MAX_BYTES = 10 * 1024 * 1024;
/** A browser unpacks four bytes for each. */
const MAX_PIXELS = 50_000_000;

/** A stored photo: its bytes and what they are. */
type Picture = Pick<SealUsePhotoRow, 'sha256' | 'media_type'>;

/**
 * Fetches the photos of a seal use that are not here yet, and keeps them. One that is no picture is reported and not asked
 * for again.
 *
 * @throws EsignError when the register gives one out later; what came until then is kept.
 */
export async function keepPhotos(
  context: HostContext,
  tenantId: string,
  sealUse: SealUse,
  { photos, by }: { photos: readonly RegisterPhoto[]; by: string },
): Promise<void> {
  const known = await listKnownPhotos(context.db, tenantId, sealUse.id);
  const missing = photos.slice(0, MAX_PHOTOS).filter(({ id }) => !known.has(id));
  const come: (SealUsePhoto & { external: string } & Picture)[] = [];
  let failure: EsignError | null = null;
  for (const { id: external, at, sealId, kind, read } of missing) {
    const photo = { id: photoIdOf(sealUse, external), at, sealId, ...(kind ? { kind } : {}), external };
    try {
      come.push({ ...photo, ...(await pictureOf(context, read)) });
    } catch (error) {
      failure = EsignError.from(error);
      context.report({
        code: failure.code,
        message: `a photo of ${sealUse.id}: ${failure.message}`,
        path: 'registers',
      });
      if (failure.retryable) break;
      come.push({ ...photo, sha256: null, media_type: '' });
      failure = null;
    }
  }
  await store(context, tenantId, sealUse, come, by);
  if (failure) throw failure;
}

/** The same for the same photo, so that two questions at once list it once. */
function photoIdOf(sealUse: SealUse, external: string): string {
  return `photo-${sha256Of(`${sealUse.id}/${external}`).slice(0, 32)}`;
}

async function pictureOf({ files }: HostContext, read: RegisterPhoto['read']): Promise<Picture> {
  const bytes = await read();
  if (bytes.byteLength > MAX_BYTES) throw new EsignError('file-too-large', `it has ${bytes.byteLength} bytes`);
  const type = detectFileType(bytes);
  const size = pictureSize(bytes);
  if ((type !== 'png' && type !== 'jpeg') || !size) throw new EsignError('file-type-not-supported', 'it is no picture');
  if (size.width * size.height > MAX_PIXELS) throw new EsignError('file-too-large', 'it has too many pixels');
  return { sha256: await files.put(bytes), media_type: MEDIA_TYPES[type] };
}

async function store(
  context: HostContext,
  tenantId: string,
  sealUse: SealUse,
  come: readonly (SealUsePhoto & { external: string } & Picture)[],
  by: string,
): Promise<void> {
  if (come.length === 0) return;
  const at = nowOf(context);
  const pictures = come.filter(({ sha256 }) => sha256 !== null);
  await changeSealUse(
    context,
    tenantId,
    sealUse.id,
    (current) => {
      const listed = new Set(current.photos?.map((photo) => photo.id));
      const fresh = pictures.filter(({ id }) => !listed.has(id));
      const photos = fresh.map(({ external: _, sha256: __, media_type: ___, ...photo }) => photo);
      return addPhotos(current, photos, { entryId: newId('entry'), at, by });
    },
    {
      actor: { userId: '', name: by },
      action: 'sealUse.photographed',
      detail: { photos: pictures.length },
      stored: async (tx) => {
        for (const { id, external, sha256, media_type } of come) {
          const row = { tenant_id: tenantId, seal_use_id: sealUse.id, external_id: external, id, sha256, media_type };
          await insertPhoto(tx, { ...row, created_at: at });
        }
      },
    },
  );
}

/** A photo of a seal use; whoever asks may see the use. @throws EsignError `not-found`. */
export async function readPhoto(
  context: HostContext,
  session: HostSession,
  { id, subject, photos = [] }: SealUse,
  photoId: string,
): Promise<{ sha256: string; mediaType: string; name: string }> {
  const row = await findPhoto(context.db, session.tenantId, id, photoId);
  if (!row?.sha256) throw new EsignError('not-found', 'no such seal use');
  const number = photos.findIndex((photo) => photo.id === photoId) + 1;
  const extension = row.media_type === 'image/png' ? 'png' : 'jpg';
  return { sha256: row.sha256, mediaType: row.media_type, name: `${subject}-${number}.${extension}` };
}
