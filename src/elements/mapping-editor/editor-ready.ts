import type { LitElement } from 'lit';

import { EsignError } from '../../core/errors.js';
import type { mappingEditorMachine } from '../../machines/mapping-editor.machine.js';
import type { MachineController } from '../../ui/machine-controller.js';

/**
 * Waits until the document is there that the properties of the editor name now.
 *
 * @throws EsignError `unavailable` where none comes: outside of a page, without a host, while no workflow is chosen, after a
 * failure to load, or when another one is opened meanwhile.
 */
export async function whenReady(
  editor: LitElement,
  machine: MachineController<typeof mappingEditorMachine>,
): Promise<void> {
  if (!editor.isConnected) throw unavailable('the editor is not in a page');
  // what the page has just set is taken in first, so that nothing goes into a document that is about to be left
  if (editor.isUpdatePending) await editor.updateComplete;
  const asked = machine.snapshot?.context.target;
  const settled = await machine
    .until((snapshot) => !snapshot.matches({ document: 'loading' }))
    .catch((cause: unknown) => {
      throw unavailable('the editor was removed', cause);
    });
  if (settled.context.target !== asked) throw unavailable('another document was opened meanwhile');
  if (settled.matches({ document: 'ready' })) return;
  if (settled.matches({ document: 'choosing' })) throw unavailable('no workflow is chosen yet');
  if (settled.matches({ document: 'failed' })) throw unavailable('the document did not load', settled.context.error);
  throw unavailable('the editor has no host');
}

function unavailable(message: string, cause?: unknown): EsignError {
  return new EsignError('unavailable', message, { cause });
}
