import { mappingChecksEn } from './mapping-checks.en.js';
import { sealUseWordsEn } from './mapping-seal-use.en.js';
import type { MappingProblemMessages } from './mapping-problems.zh-cn.js';

const refusals: Readonly<Record<string, string>> = {
  typeMismatch: 'the type does not fit',
  otherBrowse: 'it browses something else',
  needsRelated: 'it needs a field of the related record, which the OA does not send',
  needsDirectory: 'the OA cannot be asked who heads or belongs to a department',
  otherTable: 'it belongs to another detail table',
  mainTableOnly: 'only fields of the main table go here',
  mustFitDirectly: 'there is no conversion here',
  takesNoField: 'no field can be bound here',
  conversionNotPossible: 'the conversion does not suit the field',
  kindNotAllowed: 'this kind of value is not possible',
  conversionMissing: 'no conversion is chosen yet',
  notWholeNumber: 'it must be a whole number of 1 or more',
};

const conversions: Readonly<Record<string, string>> = {
  firstPerson: 'the first person',
  personCompany: 'the company of the first person',
  personContact: 'the contact of the first person',
  firstOption: 'the first option',
};

const capabilities: Readonly<Record<string, string>> = {
  ...sealUseWordsEn.events,
  eSign: 'electronic signing',
  multiDocument: 'several files at once',
  ordered: 'signing in order',
  draft: 'drafts',
  formFieldPlacement: 'positions by form field',
  seamPlacement: 'seam seals',
  keywordPlacement: 'positions by keyword',
  templates: 'file templates',
  emailSigner: 'signing by e-mail',
  silentSign: 'silent signing',
  alternateSigners: 'several people of whom one signs',
  dateStyle: 'format and size of signing dates',
  fillIns: 'check boxes and remarks of signers',
  cc: 'copies',
  physicalSeal: 'physical seals',
  physicalAppend: 'asking for more uses',
  physicalEnd: 'ending a use',
  remind: 'reminders',
};

export const mappingProblemsEn: MappingProblemMessages = {
  ...mappingChecksEn,
  REQ: () => 'Required: bind a field or fill it in.',
  TYPE: ({ name = '', reason = '' }) =>
    `“${name}” cannot be used here: ${refusals[reason] ?? 'the type does not fit'}. Choose another field.`,
  GONE: ({ name = '', reason = '', part = '' }) =>
    reason === 'notSigning'
      ? 'The party of this rule does not sign at present. Choose another one, or remove the rule.'
      : `“${name}”${part === 'condition' ? ' of the condition on rows' : ''} no longer exists. Choose again.`,
  RENAMED: ({ name = '', label = '' }) => `“${name}” is now called “${label}”. Bind it again to take the new name.`,
  RETYPED: ({ name = '' }) => `The type of “${name}” has changed. Bind it again.`,
  CARD: ({ name = '', reason = '' }) =>
    reason === 'rowsNotPossible'
      ? `These rows of “${name}” cannot be taken here. Choose again.`
      : `“${name}” has many rows: say first row, last row, the row where…, joined or the number of rows.`,
  SCOPE: ({ name = '', table = '', part = '' }) =>
    part === 'condition'
      ? `“${name}” of the condition on rows is no field of “${table}”. Choose another.`
      : `“${name}” belongs to another detail table; only fields of “${table}” and of the main table go here. Choose another.`,
  'CONV-LOSS': ({ name = '', conversion = '' }) =>
    `“${name}” gives ${conversions[conversion] ?? 'one value'} only; the others have no effect. Please confirm.`,
  'LOOKUP-GAP': ({ name = '', options = '', reason = '' }) =>
    reason === 'empty'
      ? `The lookup table of “${name}” is empty. Fill it in.`
      : `The lookup table of “${name}” has no value for: ${options}. Add them, or fill in “everything else”.`,
  'SIGN-MANY': ({ name = '' }) =>
    `“${name}” may hold several people, and the chosen service lets no one of them sign for all: nothing is made of a record with more than one.`,
  'SIGN-NONE': () => 'Nobody signs yet. Add a party, or let the initiating organisation sign.',
  'SIGN-CONTACT': ({ reason = '', name = '' }) =>
    reason === 'invalid'
      ? `“${name}” is no valid mobile number or e-mail.`
      : 'An external party needs a mobile number or e-mail.',
  'SIGN-ORDER': ({ order = '' }) =>
    `Several parties have order ${order} and may sign at the same time. Give them different numbers if one comes first.`,
  'FLOW-ORDER': ({ name = '', reason = '' }) => {
    if (reason === 'appendBeforeApply')
      return `“${name}” cannot come after the application, so nothing is appended there. Choose a place after it.`;
    if (reason === 'endBeforeApply')
      return `“${name}” cannot come after the application, so nothing ends there. Choose a place after it.`;
    if (reason === 'launchBeforeCreate') return `“${name}” cannot come after creation. Choose a place after it.`;
    if (reason === 'createCanBeMissed')
      return `Some path reaches “${name}” without creating a file, so there would be nothing to launch.`;
    return `The file may not be launched yet when the workflow is at “${name}”.`;
  },
  'FLOW-BACK': ({ name = '', reason = '' }) =>
    reason === 'createdOnce'
      ? `The workflow can come to “${name}” several times; the file is made the first time only.`
      : `The form can be changed and the workflow then return to “${name}”, where the file is still open and not made again. Switch on re-creation, or create later.`,
  'FLOW-TWICE': ({ name = '' }) =>
    `Every path has created the file before “${name}”, so nothing happens there. Remove one of the places.`,
  'FLOW-HIDE': ({ name = '', reason = '' }) =>
    reason === 'party'
      ? `Somebody signs at “${name}” who sees the sign button nowhere else. Show it there.`
      : 'The sign button is hidden at every node where somebody signs. Show it at one of them.',
  'FLOW-LOST': ({ name = '' }) => `No path from the start leads to “${name}”. Choose another place.`,
  'FLOW-OPEN': ({ name = '' }) => `Exit “${name}” leads to no node, so it cannot be passed. Choose another exit.`,
  'FLOW-ARCHIVE': ({ name = '' }) =>
    `“${name}” is where the record is archived; nobody may come to sign there. Choose an earlier node.`,
  'FLOW-EARLY': ({ name = '', reason = '' }) =>
    reason === 'noButton'
      ? `At “${name}” nobody can have signed yet, so the download button never shows there.`
      : `At “${name}” nobody can have signed yet; what is downloaded there has no seals.`,
  'CALL-EMPTY': () => 'This event has no action, so nothing happens. Add one, or remove the event.',
  'NAME-BAD': ({ fixed = '' }) => `Some characters are not allowed in file names; it would become “${fixed}”.`,
  'LABEL-DUP': ({ text = '' }) => `Two buttons are called “${text}”. Give them different labels.`,
  'LABEL-LONG': ({ text = '', fits = '' }) =>
    `“${text}” is longer than ${fits} characters and may be cut off. Shorten it.`,
  'ID-BAD': ({ name = '' }) => `“${name}” is no valid id: no spaces and none of / ? # % \\, at most 120 characters.`,
  'CALL-OFF': ({ name = '' }) => `The action flow “${name}” is off and would not run. Switch it on or choose another.`,
  'CALL-DUP': ({ name = '' }) => `“${name}” runs on this event already; a second rule runs nothing more. Remove it.`,
  'OP-NO-STOP': () =>
    'Nothing can be stopped at this moment, so the check does nothing. Choose after a node, or before an exit.',
  'OP-NO-PASS': ({ reason = '' }) =>
    reason === 'tooLate'
      ? 'Silent signing stands at the same moment and only runs when this check has passed, so it does nothing here. Move it to an earlier place, or remove it: it signs by itself when its turn comes.'
      : 'Silent signing stands at the same moment, but this check comes first and stops the submit, so nobody could ever pass. Move silent signing to an earlier place.',
  'OP-LATE': () => 'The workflow ends at the archive, so this would do nothing. Choose a place before it.',
  'OP-NEEDS': ({ reason = '' }) =>
    reason === 'downloadField'
      ? '“Download into field” is not set, so there is nowhere to write the file.'
      : 'No party signs silently, so this would do nothing.',
  'FILL-PLACE': () => 'Check boxes and remarks go to coordinates, a keyword or a form field. Choose another position.',
  'FILL-SILENT': () =>
    'A party that signs silently fills in nothing and could not sign. Make it optional, or choose another party.',
  CAPABILITY: ({ capability = '' }) =>
    `The provider does not support ${capabilities[capability] ?? capability}. Choose another one or change this.`,
};
