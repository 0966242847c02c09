import type { SnapshotFrom } from 'xstate';

import type { mappingEditorMachine } from '../../machines/mapping-editor.machine.js';

/** The state of the editor's machine. */
export type EditorSnapshot = SnapshotFrom<typeof mappingEditorMachine>;
