import { createHash } from 'node:crypto';

import type { OaPort } from '../../host/oa-port.js';
import { EsignError } from '../../src/core/errors.js';
import type { FormRecord, Workflow, WorkflowExit } from '../../src/schema/index.js';

/** The OA of the chaos runs as the host sees it: over HTTP, in another process. */
export function remoteOa(address: string): OaPort {
  const ask = async <T>(method: string, call: object): Promise<T> => {
    let response: Response;
    try {
      response = await fetch(address, { method: 'POST', body: JSON.stringify({ method, call }) });
    } catch (error) {
      throw new EsignError('unavailable', 'the OA does not answer', { cause: error });
    }
    if (!response.ok) throw new EsignError('unavailable', await response.text());
    return (await response.json()) as T;
  };
  return {
    listWorkflows: () => Promise.resolve([]),
    getWorkflow: (_tenantId, workflowId) => ask<Workflow | null>('getWorkflow', { workflowId }),
    getRecord: (_tenantId, recordId) => ask<FormRecord | null>('getRecord', { recordId }),
    mayReadRecord: (_tenantId, recordId, userId) => ask<boolean>('mayReadRecord', { recordId, userId }),
    mayHandleRecord: (_tenantId, recordId, userId) => ask<boolean>('mayHandleRecord', { recordId, userId }),
    readFile: async (_tenantId, fileId) => {
      const file = await ask<{ name: string; mediaType: string; bytes: string } | null>('readFile', { fileId });
      return file && { ...file, bytes: new Uint8Array(Buffer.from(file.bytes, 'base64')) };
    },
    mayReadFile: () => Promise.resolve(false),
    writeFiles: ({ files, ...order }) =>
      ask('writeFiles', {
        ...order,
        // the hash is taken from the bytes: the desk wants what arrived, not what was said of it
        files: files.map(({ bytes, name, mediaType }) => ({
          fileId: `filed-${name}`,
          name,
          mediaType,
          size: bytes.byteLength,
          sha256: createHash('sha256').update(bytes).digest('hex'),
        })),
      }),
    writeField: (order) => ask('writeField', order),
    submitWorkflow: (order) => ask<{ exit: WorkflowExit | null }>('submitWorkflow', order),
    sendBack: (order) => ask('sendBack', order),
    notify: (order) => ask('notify', order),
    runActionFlow: (order) => ask('runActionFlow', order),
  };
}
