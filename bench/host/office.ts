import { createHash } from 'node:crypto';

import { PDFDocument } from '@cantoo/pdf-lib';

import type { HostSession } from '../../host/http/session.js';
import type { OaPort } from '../../host/oa-port.js';
import type { FileValue, FormRecord } from '../../src/schema/index.js';
import {
  aRecord,
  contracts,
  personOf,
  remoteContracts,
  rightsOf,
  TENANT_NAME,
  workflows,
} from '../../test/chaos/story.js';
import { aPage, aPdf } from '../../test/support/pdf-builders.js';

/** Who sends a request: `tenant/person` in this header. */
export const USER_HEADER = 'x-load-user';

/** A record of this workflow is named so that the office needs no memory of what it never made. */
const REMOTE_PREFIX = 'remote-';

export function recordIdOf(kind: 'local' | 'remote', name: string): string {
  return kind === 'remote' ? `${REMOTE_PREFIX}${name}` : name;
}

export function sessionOf(request: Request): HostSession | null {
  const [tenantId, userId] = (request.headers.get(USER_HEADER) ?? '').split('/');
  const permissions = rightsOf(userId ?? '');
  if (!tenantId || !userId || !permissions) return null;
  const person = personOf(userId);
  return { userId, name: person.name, tenantId, tenantName: TENANT_NAME, locale: 'zh-CN', permissions, person };
}

/**
 * An OA in the host's process that costs next to nothing, so that the host is measured and not the OA. Every record
 * exists and stands at the node of its signers; every file is a PDF of its own, so that no two have the same hash.
 */
export async function openOffice(fileBytes: number): Promise<OaPort> {
  const base = await aFile(fileBytes);
  const baseHash = createHash('sha256').update(base);
  const archived = new Set<string>();
  const at = new Date().toISOString();
  const tailOf = (recordId: string): Buffer => Buffer.from(`\n% ${recordId}\n`);
  const contractOf = (recordId: string): FileValue => {
    const tail = tailOf(recordId);
    return {
      fileId: `file-${recordId}`,
      name: `${recordId}.pdf`,
      mediaType: 'application/pdf',
      sha256: baseHash.copy().update(tail).digest('hex'),
      size: base.byteLength + tail.byteLength,
    };
  };
  const recordOf = (recordId: string): FormRecord => {
    const workflow = recordId.startsWith(REMOTE_PREFIX) ? remoteContracts : contracts;
    const record = aRecord(recordId, workflow.id, contractOf(recordId), at);
    const finished = archived.has(recordId);
    return { ...record, currentNodeId: finished ? 'n-archive' : 'n-sign', finished };
  };
  const done = (): Promise<void> => Promise.resolve();
  return {
    listWorkflows: () => Promise.resolve([]),
    getWorkflow: (_tenantId, id) => Promise.resolve(workflows.find((workflow) => workflow.id === id) ?? null),
    getRecord: (_tenantId, recordId) => Promise.resolve(recordOf(recordId)),
    mayReadRecord: () => Promise.resolve(true),
    mayHandleRecord: () => Promise.resolve(true),
    readFile: (_tenantId, fileId) => {
      const recordId = fileId.replace(/^file-/, '');
      const bytes = Buffer.concat([base, tailOf(recordId)]);
      return Promise.resolve({ name: `${recordId}.pdf`, mediaType: 'application/pdf', bytes });
    },
    mayReadFile: () => Promise.resolve(true),
    writeFiles: done,
    writeField: done,
    submitWorkflow: ({ recordId }) => {
      archived.add(recordId);
      return Promise.resolve({ exit: contracts.exits.find(({ id }) => id === 'e-signed') ?? null });
    },
    sendBack: done,
    notify: done,
    runActionFlow: done,
  };
}

/** A PDF of about this size, whose bytes cannot be packed. */
async function aFile(size: number): Promise<Buffer> {
  const pdf = await aPdf([aPage()]);
  const missing = size - pdf.byteLength;
  if (missing <= 0) return Buffer.from(pdf);
  const padded = await PDFDocument.load(pdf);
  // the same in every run: a hash of a counter looks like noise
  const noise = Buffer.concat(
    Array.from({ length: Math.ceil(missing / 32) }, (_, index) => createHash('sha256').update(`${index}`).digest()),
  );
  padded.context.register(padded.context.stream(noise));
  return Buffer.from(await padded.save({ useObjectStreams: false }));
}
