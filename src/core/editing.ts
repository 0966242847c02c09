import type { FieldRef } from '../schema/form.js';
import type { MappingCommand } from './commands.js';
import type { HistoryLabel } from './history.js';

/** One edit by a person: the command, the sentence for undo, and what a run of typing merges into. */
export interface MappingChange {
  readonly command: MappingCommand;
  readonly sentence: HistoryLabel;
  readonly mergeKey?: string;
  /** When it happened, in ms; given by who has a clock. */
  readonly at?: number;
}

/** Something that the editor could not read but can do without; a catalogue with the name of its service. */
export type UnreadPart =
  { readonly part: 'session' | 'workflows' } | { readonly part: 'catalog'; readonly name: string };

/** A field on its way to a slot, with others that go along, or a slot that waits for a field. */
export type Armed =
  | { readonly kind: 'field'; readonly field: FieldRef; readonly others?: readonly FieldRef[] | undefined }
  | { readonly kind: 'slot'; readonly pointer: string };
