import type { Handlers } from '../http/route.js';
import type { HostContext } from '../services/context.js';
import { prepareRecord, recordTab, reportEvent, trialRun } from '../services/records.js';
import { sealUseTab } from '../services/seal-uses.js';
import { retrySubmit } from '../services/submit-retry.js';

/** What happens at a record of the OA. */
export function recordRoutes(context: HostContext): Handlers {
  return {
    async plan({ session, body }) {
      return { value: await trialRun(context, session, body) };
    },
    async getRecordTab({ session, params }) {
      return { value: await recordTab(context, session, params.recordId) };
    },
    async getRecordSealUse({ session, params }) {
      return { value: await sealUseTab(context, session, params.recordId) };
    },
    async reportRecordEvent({ session, params, body, once }) {
      return { value: await reportEvent(context, session, params.recordId, body, once) };
    },
    async prepareRecord({ session, params, once }) {
      return { value: await prepareRecord(context, session, params.recordId, once) };
    },
    async retrySubmit({ session, params, once }) {
      return { value: await retrySubmit(context, session, params.recordId, once) };
    },
  };
}
