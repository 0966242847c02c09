import { etagOf } from '../http/etag.js';
import { contentDisposition, serveFile } from '../http/ranges.js';
import type { Handlers } from '../http/route.js';
import type { HostContext } from '../services/context.js';
import { nameOfUpload, readableFile, takeIn } from '../services/files.js';
import {
  appendUses,
  applySealUse,
  endSealUse,
  listSealUses,
  readableSealUse,
  recordUses,
} from '../services/seal-uses.js';
import { readPhoto } from '../services/seal-use-photos.js';
import { listColleagues, readHolders, setHolders } from '../services/seal-holders.js';
import { SealPictures } from '../services/seal-pictures.js';
import { designSeal, readSealLibrary } from '../services/seal-library.js';
import { createSeal, deleteSeal, listSeals, readSealImage } from '../services/seals.js';

/** Uploads, electronic seals and the register of physical ones. */
export function sealRoutes(context: HostContext): Handlers {
  const pictures = new SealPictures(context);
  return {
    async upload({ session, bytes, request, once }) {
      const name = nameOfUpload(request.headers.get('content-disposition'));
      return { value: await takeIn(context, session, { bytes, name }, once) };
    },
    async getFile({ session, params, request }) {
      const file = await readableFile(context, session, params.id);
      const { sha256, name, media_type: mediaType } = file;
      return serveFile(request, context.files, { sha256, name, mediaType, disposition: 'attachment' });
    },

    async listSeals({ session, query }) {
      return { value: await listSeals(context, session, query) };
    },
    async createSeal({ session, body, once }) {
      return { value: await createSeal(context, session, body, once) };
    },
    async deleteSeal({ session, params }) {
      await deleteSeal(context, session, params.id);
    },
    async getSealImage({ session, params, request }) {
      const { seal, imageSha256, imageType } = await readSealImage(context, session, params.id);
      const extension = imageType === 'image/png' ? 'png' : 'svg';
      const name = `${seal.name}.${extension}`;
      return serveFile(request, context.files, {
        sha256: imageSha256,
        name,
        mediaType: imageType,
        disposition: 'inline',
      });
    },

    async listBindingSeals({ session, params, query }) {
      return { value: await readSealLibrary(context, session, params.id, query) };
    },
    async designSeal({ session, params, body, once }) {
      return { value: await designSeal(context, session, params.id, body, once) };
    },
    async getBindingSealImage({ session, params }) {
      const { bytes, mediaType, name } = await pictures.read(session, params.id, params.sealId);
      return new Response(new Uint8Array(bytes), {
        headers: {
          'content-type': mediaType,
          'content-disposition': contentDisposition('inline', `${name}.${mediaType.slice('image/'.length)}`),
          // of a stranger, and only this person's
          'cache-control': 'private, max-age=300',
          'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
        },
      });
    },
    async getSealHolders({ session, params }) {
      const { holders, version } = await readHolders(context, session, params.id);
      return { value: holders, etag: etagOf(version) };
    },
    async setSealHolders({ session, params, body, ifMatch }) {
      const { holders, version } = await setHolders(context, session, params.id, { holders: body, ifMatch });
      return { value: holders, etag: etagOf(version) };
    },
    async listColleagues({ session, query }) {
      return { value: await listColleagues(context, session, query) };
    },

    async listSealUses({ session, query }) {
      return { value: await listSealUses(context, session, query) };
    },
    async applySealUse({ session, body, once }) {
      return { value: await applySealUse(context, session, body, once) };
    },
    async getSealUse({ session, params }) {
      const value = await readableSealUse(context, session, params.id);
      return { value, etag: etagOf(value.version) };
    },
    async getSealUsePhoto({ session, params, request }) {
      const sealUse = await readableSealUse(context, session, params.id);
      const photo = await readPhoto(context, session, sealUse, params.photoId);
      return serveFile(request, context.files, { ...photo, disposition: 'inline' });
    },
    async appendSealUse({ session, params, body, once }) {
      return { value: await appendUses(context, session, params.id, body, once) };
    },
    async endSealUse({ session, params, body, once }) {
      return { value: await endSealUse(context, session, params.id, body.reason, once) };
    },
    async recordSealUse({ session, params, body, once }) {
      return { value: await recordUses(context, session, params.id, body, once) };
    },
  };
}
