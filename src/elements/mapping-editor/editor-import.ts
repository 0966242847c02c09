import type { HostClient } from '../../api/host-client.js';
import type { EditorMapping, MappingKind } from '../../core/editor-mapping.js';
import { EsignError } from '../../core/errors.js';
import { parseOrThrow } from '../../core/parse.js';
import type { Transfer } from '../../core/transfer.js';
import { SealUseMapping } from '../../schema/seal-use-config.js';
import { SigningMapping } from '../../schema/signing-config.js';
import type { Workflow } from '../../schema/workflow.js';

/** A mapping from outside, as an object or as text. @throws EsignError `invalid-input` with a pointer per fault. */
export function parseMapping(kind: MappingKind, json: unknown): EditorMapping {
  const value = typeof json === 'string' ? parseJson(json) : json;
  return kind === 'seal-use' ? parseOrThrow(SealUseMapping, value) : parseOrThrow(SigningMapping, value);
}

/** Text that is no JSON is refused by the schema, like any other wrong value. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A mapping carried over to the workflow that is edited; how that is done comes when it is first needed. */
export async function transferTo(
  mapping: EditorMapping,
  from: Workflow | undefined,
  client: HostClient | undefined,
  target: () => Workflow | undefined,
): Promise<Transfer> {
  const [{ transferMapping }, source] = await Promise.all([
    import('../../core/transfer.js'),
    from ?? sourceOf(client, mapping),
  ]);
  const to = target();
  if (!to) throw new EsignError('unavailable', 'the editor has no document any more');
  return transferMapping(mapping, source, to);
}

/** The workflow that a mapping was made for; undefined where it is not here, or not for this person. */
export async function sourceOf(client: HostClient | undefined, mapping: EditorMapping): Promise<Workflow | undefined> {
  return client?.getWorkflow(mapping.basic.workflowId).catch(() => undefined);
}
