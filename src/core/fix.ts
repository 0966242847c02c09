import type { Binding } from '../schema/binding.js';
import type { MappingCommand } from './commands.js';

/** One act that may settle a problem; `id` is a key of the translations, `params` fill its words. */
export interface Fix {
  readonly id: FixId;
  readonly params: Readonly<Record<string, string>>;
  readonly command: MappingCommand;
}

export type FixId =
  | 'rebind'
  | 'bind'
  | 'remove'
  | 'clear'
  | 'takeLabel'
  | 'takeType'
  | 'convert'
  | 'unconvert'
  | 'takeRows'
  | 'everyRow'
  | 'useBinding'
  | 'everyFile'
  | 'removeRule'
  | 'initiatorSigns'
  | 'renumber'
  | 'mergeParty'
  | 'recreate'
  | 'stopSooner'
  | 'unhide'
  | 'relative'
  | 'cleanName'
  | 'copyText'
  | 'defaultText'
  | 'shortenText'
  | 'switchOff'
  | 'unordered'
  | 'freePosition';

/** What fixes know beside the mapping and the workflow. */
export interface FixContext {
  readonly bindings: readonly Binding[];
}
