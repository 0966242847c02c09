import type { SlotWords } from './mapping-slots.zh-cn.js';
import type { sealUseSlotsZhCn } from './mapping-seal-use.zh-cn.js';

export const sealUseSlotsEn: Record<keyof typeof sealUseSlotsZhCn, SlotWords> = {
  sealProvider: { name: 'Provider', help: 'Who keeps the physical seals. Only bound providers that have them.' },
  sealBinding: { name: 'Service', help: 'Account and address; another one counts for later applications.' },
  sealEnabled: { name: 'Enabled', help: 'A configuration that is off does nothing at run time.' },
  sealSubject: { name: 'Subject', help: 'Title of the application that seal keepers see.' },
  applicant: { name: 'Applicant', help: 'Who applies for the use; the use code is meant for this person.' },
  fileType: { name: 'File type', help: "One of the provider's file types; it decides how the use runs." },
  physicalSeals: { name: 'Physical seals', help: 'The seals that this application uses; several are possible.' },
  useCount: { name: 'Number of uses', help: 'How often the seal may be pressed: a whole number of 1 or more.' },
  applyAt: { name: 'Apply at', help: 'Here the application goes to the provider.' },
  sealButtonField: { name: 'Field for the button', help: '“View seal use” shows on this field.' },
  useCodeInto: { name: 'Use code into', help: 'The use code is written into this text field of the main table.' },
  appendCount: { name: 'More uses', help: 'How many more: a number field, or a text that holds a whole number.' },
  appendSeamCount: { name: 'More seam uses', help: 'How many more seam seals; leave empty where there are none.' },
  appendCodeInto: {
    name: 'New use code into',
    help: 'The new code is written into this text field of the main table.',
  },
  appendAt: { name: 'Append at', help: 'Here more uses are asked for; needs one of the counts above.' },
  endAt: { name: 'End at', help: 'Here the use ends; what is left lapses.' },
};
