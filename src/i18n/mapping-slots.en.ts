import { sealUseSlotsEn } from './mapping-seal-use.en.js';
import type { MappingSlotMessages } from './mapping-slots.zh-cn.js';

export const mappingSlotsEn: MappingSlotMessages = {
  workflow: { name: 'Workflow', help: 'Applies to all new forms of this workflow. A workflow has one configuration.' },
  provider: {
    name: 'Provider',
    help: 'Which signature service makes and signs the files. Only providers with a service.',
  },
  binding: { name: 'Service', help: 'The account and address used. A change applies to files made afterwards.' },
  name: { name: 'Name', help: 'Seen by administrators only, to tell configurations apart.' },
  enabled: { name: 'Enabled', help: 'A configuration that is off does nothing at run time; forms show no e-seal tab.' },
  subject: {
    name: 'File subject',
    help: 'The title signers see in lists and messages; at most 200 characters when filled in.',
  },
  organization: {
    name: 'Initiating organisation',
    help: 'In whose name the file is sent; decides which seals can be used.',
  },
  initiator: {
    name: 'Initiator',
    help: 'Who starts the file at the provider; by default the operator who creates it.',
  },
  documents: {
    name: 'Files to sign',
    help: 'These attachment fields are read at creation, in this order, into one signing task.',
  },
  signingNodes: {
    name: 'Signing nodes',
    help: 'Where the initiating organisation signs: the Sign file button shows there.',
  },
  signers: { name: 'Signers', help: 'Who may sign for the initiating organisation. One of them is enough.' },
  buttonField: {
    name: 'Field for the buttons',
    help: 'At signing and download nodes the file buttons show on this field.',
  },
  sceneNumber: { name: 'Scene number', help: 'Scene, category or process id at the provider. Leave empty if unused.' },
  remark: { name: 'Remark', help: "Shown on the provider's signing flow, not in the workflow." },
  deadline: {
    name: 'Signing deadline',
    help: 'Nobody can sign after it; the file stays valid. Signers are reminded before.',
  },
  fixedParties: { name: 'Fixed parties', help: 'List the parties below; they are the same for every form.' },
  parties: {
    name: 'Parties',
    help: 'Everyone besides the initiating organisation. Equal orders may sign at the same time.',
  },
  dynamic: { name: 'Parties from a detail table', help: 'One party for each row of a detail table.' },
  dynamicParties: { name: 'Detail-table parties', help: 'At creation each row of the table becomes a party.' },
  createAt: {
    name: 'Create file at',
    help: 'The file is made here. If empty, it is made at the first click on Sign or Set positions.',
  },
  saveAsDraft: { name: 'Save as draft after creation', help: 'Signers hear nothing until the file is launched.' },
  launchAt: { name: 'Launch file at', help: 'The draft is launched here; it must come after creation.' },
  order: {
    name: 'Signing order',
    help: 'When ordered, the next order can sign only after the previous one has finished.',
    choices: { unordered: 'Any order', ordered: 'In order' },
  },
  initiatorAction: {
    name: 'Initiating organisation',
    help: 'With Launch and sign it also signs, at its signing nodes.',
    choices: { launch: 'Launch only', launchAndSign: 'Launch and sign' },
  },
  initiatorOrder: { name: 'Order of the initiator', help: 'Its place when signing is in order.' },
  initiatorSeal: { name: 'Seal of the initiator', help: 'Preselected when signing; needed for silent signing.' },
  initiatorAutoSign: { name: 'Initiator signs silently', help: 'The system seals by itself when it is its turn.' },
  placements: { name: 'Signing positions', help: 'Where each party signs. Without a rule the signer drags the seal.' },
  submitWorkflow: {
    name: 'Submit the workflow after signing',
    help: 'When the signers of the node have signed, the workflow moves on.',
  },
  recreate: {
    name: 'Recreate after a change',
    help: 'If a source file or template changes after creation, the file is revoked and made again, and its signatures are void. Off: the old file goes on.',
  },
  hideSignAt: { name: 'Hide the sign button at', help: 'The Sign file button does not show at these nodes.' },
  downloadableAt: { name: 'Downloadable at', help: 'Operators see the Download button only here.' },
  downloadInto: { name: 'Download into field', help: 'Signed files are written into this attachment field.' },
  namingRule: {
    name: 'File name',
    help: 'Name of the signed files in the form, without extension. Empty keeps the original name.',
  },
  directory: {
    name: 'Download folder',
    help: 'Id of a knowledge-base folder that keeps the signed files, too. Empty: only the form field.',
  },
  downloadCreator: {
    name: 'Creator of downloaded files',
    help: 'In whose name the files are written into the form and the folder. Not set: the OA decides.',
  },
  ccInternal: {
    name: 'CC, internal',
    help: 'These people are told after launch; they can read the file and do not sign it.',
  },
  ccExternal: {
    name: 'CC, external',
    help: 'Mobile numbers or e-mails: bind fields, or type a number and press Enter. Several are possible.',
  },
  openTabAt: {
    name: 'Open the e-seal tab at',
    help: 'At these nodes the form opens with the e-seal tab in front.',
  },
  downloadOnlyCompleted: { name: 'Download only when completed', help: 'No download before everybody has signed.' },
  callbacks: {
    name: 'Callbacks',
    help: 'When one of these events happens to a file, an action flow of the OA runs, once per event.',
  },
  operations: {
    name: 'File operations',
    help: 'Run by themselves when the workflow passes these places; at one place in the order of the list.',
  },
  dynamicTable: { name: 'Detail table', help: 'Each row of this table becomes a party.' },
  partyKind: {
    name: 'Type',
    help: 'For an organisation, a person seals on its behalf.',
    choices: { organization: 'Organisation', person: 'Person' },
  },
  partyScope: {
    name: 'Internal / external',
    help: 'Internal parties sign at workflow nodes; external ones by text message or e-mail.',
    choices: { internal: 'Internal', external: 'External' },
  },
  partyName: { name: 'Party name', help: "The organisation's full name, or the real name of an external person." },
  partySigners: { name: 'Signers', help: 'Who may sign for the party. One of them is enough.' },
  partySigner: { name: 'Signer', help: 'A person field of the row.' },
  partyContact: { name: 'Contact', help: 'Mobile number or e-mail to which the signing request goes.' },
  partySigningNodes: { name: 'Signing nodes', help: 'Where this party signs in the workflow.' },
  partyOrder: { name: 'Order', help: 'Smaller numbers first when signing is in order; equal ones together.' },
  dynamicOrder: { name: 'Order', help: 'A number field of the row; if empty, the order of the rows.' },
  partySeal: { name: 'Seal', help: 'Preselected when signing.' },
  partyAutoSign: { name: 'Signs silently', help: 'Sealed by the system in its turn; own organisation only.' },
  tabName: { name: 'Name of the tab', help: 'Name of the e-seal tab in the form; empty means the default name.' },
  promptSigned: { name: 'Prompt when signed', help: 'Tells a person who opens the record that they have signed.' },
  promptNotSigned: {
    name: 'Prompt when not signed',
    help: 'Tells a person who opens the record that a document waits for their signature.',
  },
  notSignedText: { name: 'Text when not signed', help: 'Empty means the default text.' },
  promptPositions: {
    name: 'Prompt when positions are needed',
    help: 'Tells a person who opens the record that positions still have to be set.',
  },
  labels: {
    name: 'Labels of buttons',
    help: 'The label of each button in each language; empty means the default in grey.',
  },
  ...sealUseSlotsEn,
};
