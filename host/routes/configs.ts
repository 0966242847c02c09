import { etagOf } from '../http/etag.js';
import type { Handlers } from '../http/route.js';
import {
  createConfig,
  deleteConfig,
  getConfig,
  getVersion,
  listConfigs,
  listVersions,
  saveConfig,
} from '../services/configs.js';
import type { HostContext } from '../services/context.js';

/** Configurations of signing (chapter 4) and of physical seals (chapter 5): only admins and auditors see them (`http/policy.ts`). */
export function configRoutes(context: HostContext): Handlers {
  return {
    async listSigningConfigs({ session, query }) {
      return { value: await listConfigs(context, 'signing', session, query) };
    },
    async createSigningConfig({ session, body, once }) {
      const value = await createConfig(context, 'signing', session, body, once);
      return { value, etag: etagOf(value.version) };
    },
    async getSigningConfig({ session, params }) {
      const value = await getConfig(context.db, 'signing', session, params.id);
      return { value, etag: etagOf(value.version) };
    },
    async saveSigningConfig({ session, params, body, ifMatch }) {
      const value = await saveConfig(context, 'signing', session, params.id, body, ifMatch);
      return { value, etag: etagOf(value.version) };
    },
    async deleteSigningConfig({ session, params, ifMatch }) {
      await deleteConfig(context, 'signing', session, params.id, ifMatch);
    },
    async listSigningConfigVersions({ session, params, query }) {
      return { value: await listVersions(context, 'signing', session, params.id, query) };
    },
    async getSigningConfigVersion({ session, params }) {
      return { value: await getVersion(context, 'signing', session, params.id, params.version) };
    },

    async listSealUseConfigs({ session, query }) {
      return { value: await listConfigs(context, 'sealUse', session, query) };
    },
    async createSealUseConfig({ session, body, once }) {
      const value = await createConfig(context, 'sealUse', session, body, once);
      return { value, etag: etagOf(value.version) };
    },
    async getSealUseConfig({ session, params }) {
      const value = await getConfig(context.db, 'sealUse', session, params.id);
      return { value, etag: etagOf(value.version) };
    },
    async saveSealUseConfig({ session, params, body, ifMatch }) {
      const value = await saveConfig(context, 'sealUse', session, params.id, body, ifMatch);
      return { value, etag: etagOf(value.version) };
    },
    async deleteSealUseConfig({ session, params, ifMatch }) {
      await deleteConfig(context, 'sealUse', session, params.id, ifMatch);
    },
    async listSealUseConfigVersions({ session, params, query }) {
      return { value: await listVersions(context, 'sealUse', session, params.id, query) };
    },
    async getSealUseConfigVersion({ session, params }) {
      return { value: await getVersion(context, 'sealUse', session, params.id, params.version) };
    },
  };
}
