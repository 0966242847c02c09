import { EsignError } from '../../../src/core/errors.js';
import type { RemoteFile, ServiceAccess } from '../remote-service.js';

const DOWNLOAD_TIMEOUT_MS = 120_000;
const MAX_FILE_BYTES = 200 * 1024 * 1024;

/** Fetches signed files, one after the other. @throws EsignError `provider-failed`, and what `http` throws. */
export async function fetchFiles(
  { http }: ServiceAccess,
  files: readonly { readonly document: string; readonly url: string }[],
): Promise<RemoteFile[]> {
  const fetched: RemoteFile[] = [];
  for (const { document, url } of files) {
    const response = await http(url, { timeoutMs: DOWNLOAD_TIMEOUT_MS, maxBytes: MAX_FILE_BYTES });
    if (!response.ok) throw new EsignError('provider-failed', `a signed file answers ${response.status}`);
    fetched.push({ document, bytes: new Uint8Array(await response.arrayBuffer()), sha256: null });
  }
  return fetched;
}
